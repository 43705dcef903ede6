package dev.sluice.benchmarks.server;

import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Sends one chunk a tick, as a model does. */
final class PacedStream extends EventStream {
  private static final AtomicLong STARTED = new AtomicLong();
  private static final double GOLDEN_SECTION = 0.6180339887498949;

  private final int chunks;
  private final long period;
  private int sent;
  private Future<?> ticks;

  PacedStream(ChannelHandlerContext context, Wire wire, Call call, Runnable finished) {
    super(context, wire, call, finished);
    chunks = call.chunks();
    period = TimeUnit.MILLISECONDS.toNanos(call.everyMillis());
  }

  @Override
  void start() {
    open();
    context.flush();
    ticks =
        context.executor().scheduleAtFixedRate(this::tick, phase(), period, TimeUnit.NANOSECONDS);
  }

  /**
   * Its reader is meant to keep up; what it does not take at once waits in the connection's buffer.
   */
  @Override
  void writabilityChanged() {}

  @Override
  void stop() {
    ticks.cancel(false);
  }

  private void tick() {
    if (sent < chunks) {
      context.writeAndFlush(wire.chunks().at(sent++));
      return;
    }
    ticks.cancel(false);
    finish();
  }

  /**
   * Streams that start together tick at different times, spread evenly over the period however many
   * there are.
   */
  private long phase() {
    double turns = STARTED.getAndIncrement() * GOLDEN_SECTION;
    return (long) ((turns - Math.floor(turns)) * period);
  }
}
