package dev.sluice.benchmarks.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslContext;

/**
 * Sets an accepted connection up. There is no encoder of answers: they are encoded once, when the
 * server starts, and written as they are.
 */
final class ConnectionSetup extends ChannelInitializer<Channel> {
  private static final int MAX_BODY_BYTES = 1 << 20;

  private final SslContext tls;
  private final Counters counters;

  /** Plain if {@code tls} is null. */
  ConnectionSetup(SslContext tls, Counters counters) {
    this.tls = tls;
    this.counters = counters;
  }

  @Override
  protected void initChannel(Channel channel) {
    ChannelPipeline pipeline = channel.pipeline();
    if (tls != null) pipeline.addLast(tls.newHandler(channel.alloc()));
    (tls == null ? counters.plainConnections : counters.tlsConnections).increment();
    pipeline.addLast(
        new HttpRequestDecoder(),
        new HttpObjectAggregator(MAX_BODY_BYTES),
        new CallHandler(counters));
  }
}
