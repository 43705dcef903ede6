package dev.sluice.benchmarks.server;

import io.netty.channel.ChannelHandlerContext;

/** An answer on its way, event by event. All calls come from its connection's event loop. */
abstract class EventStream {
  final ChannelHandlerContext context;
  final Wire wire;
  private final boolean usage;
  private final Runnable finished;

  EventStream(ChannelHandlerContext context, Wire wire, Call call, Runnable finished) {
    this.context = context;
    this.wire = wire;
    this.usage = call.usage();
    this.finished = finished;
  }

  static EventStream of(ChannelHandlerContext context, Wire wire, Call call, Runnable finished) {
    return call.everyMillis() == 0
        ? new FastStream(context, wire, call, finished)
        : new PacedStream(context, wire, call, finished);
  }

  abstract void start();

  abstract void writabilityChanged();

  abstract void stop();

  final void open() {
    context.write(wire.opening().duplicate());
  }

  final void finish() {
    context.writeAndFlush(wire.ending(usage).duplicate());
    finished.run();
  }
}
