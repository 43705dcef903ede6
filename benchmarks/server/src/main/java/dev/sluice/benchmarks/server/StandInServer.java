package dev.sluice.benchmarks.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Stands in for OpenAI and Anthropic on loopback, over plain HTTP/1.1 and TLS. Its first line on
 * stdout tells, as JSON, its two ports and the trust store that knows its certificate. Every line
 * {@code counters} on stdin is answered by a line of {@link Counters}; the end of stdin ends the
 * process, so that it never outlives the one that started it.
 */
public final class StandInServer {
  private static final int BACKLOG = 4_096;
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(32 << 10, 64 << 10);

  private final Counters counters = new Counters();
  private final EventLoopGroup loop;

  private StandInServer(int threads) {
    loop = new MultiThreadIoEventLoopGroup(threads, NioIoHandler.newFactory());
  }

  /** Starts with as many event loop threads as the first argument says: one if there is none. */
  public static void main(String[] arguments) throws Exception {
    int threads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
    StandInServer server = new StandInServer(threads);
    try (ServerCertificate certificate = ServerCertificate.make()) {
      int plain = server.listen(null);
      int tls = server.listen(certificate.context());
      System.out.printf(
          "{\"plain\":%d,\"tls\":%d,\"trustStore\":\"%s\",\"trustStorePassword\":\"%s\"}%n",
          plain, tls, certificate.trustStore(), ServerCertificate.PASSWORD);
      server.answerCommands();
    } finally {
      server.loop.shutdownGracefully();
    }
  }

  private int listen(SslContext tls) throws InterruptedException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .childHandler(new ConnectionSetup(tls, counters));
    var channel = bootstrap.bind(new InetSocketAddress("127.0.0.1", 0)).sync().channel();
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  private void answerCommands() throws java.io.IOException {
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine();
        line != null && !line.equals("quit");
        line = commands.readLine()) {
      System.out.println(
          line.equals("counters")
              ? counters.json()
              : "{\"error\":\"known commands: counters, quit\"}");
    }
  }
}
