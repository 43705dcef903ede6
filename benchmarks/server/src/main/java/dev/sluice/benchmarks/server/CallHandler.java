package dev.sluice.benchmarks.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;

/** Answers the calls of one connection, one after the other. */
final class CallHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final ByteBuf NOT_FOUND =
      Encoding.keep("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n");

  private final Counters counters;
  private EventStream running;

  CallHandler(Counters counters) {
    this.counters = counters;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    counters.requests.increment();
    Wire wire = Wire.at(request.uri());
    if (wire == null) {
      context.writeAndFlush(NOT_FOUND.duplicate());
      return;
    }
    Call call = Call.of(request.content());
    if (call.stream()) {
      running = EventStream.of(context, wire, call, this::finished);
      running.start();
    } else {
      context.writeAndFlush(wire.answer().duplicate());
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (running != null) running.writabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (running == null) return;
    running.stop();
    running = null;
    counters.streamsBroken.increment();
  }

  /** A reader that goes away is counted once the connection is closed. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  private void finished() {
    running = null;
    counters.streamsFinished.increment();
  }
}
