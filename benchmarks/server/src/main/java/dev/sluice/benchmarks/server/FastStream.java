package dev.sluice.benchmarks.server;

import io.netty.channel.ChannelHandlerContext;

/**
 * Sends chunks as fast as its reader takes them, as many in one write as the connection's buffer
 * has room for.
 */
final class FastStream extends EventStream {
  /** Over TLS, what is not flushed yet does not count for writability. */
  private static final int BLOCKS_AT_ONCE = 4;

  private int left;
  private boolean resuming;

  FastStream(ChannelHandlerContext context, Wire wire, Call call, Runnable finished) {
    super(context, wire, call, finished);
    left = call.chunks();
  }

  @Override
  void start() {
    open();
    fill();
  }

  @Override
  void writabilityChanged() {
    if (context.channel().isWritable()) resumeLater();
  }

  @Override
  void stop() {
    left = -1;
  }

  private void fill() {
    resuming = false;
    if (left < 0) return;
    for (int blocks = 0;
        left > 0 && blocks < BLOCKS_AT_ONCE && context.channel().isWritable();
        blocks++) {
      int now = Math.min(left, wire.chunks().size());
      context.write(wire.chunks().first(now));
      left -= now;
    }
    if (left == 0) {
      left = -1;
      finish();
      return;
    }
    context.flush();
    if (context.channel().isWritable()) resumeLater();
  }

  /** In turn with the other connections, and never from within a flush. */
  private void resumeLater() {
    if (resuming) return;
    resuming = true;
    context.executor().execute(this::fill);
  }
}
