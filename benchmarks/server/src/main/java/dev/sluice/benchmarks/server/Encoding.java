package dev.sluice.benchmarks.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** HTTP and server-sent events as text, all of it ASCII. */
final class Encoding {
  static final String STREAM_HEAD =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ncache-control: no-cache\r\n"
          + "x-request-id: req_7c1f2b9d4a\r\ntransfer-encoding: chunked\r\n\r\n";
  static final String LAST_CHUNK = "0\r\n\r\n";

  private Encoding() {}

  /** Bytes that are written again and again: outside the heap, and no write releases them. */
  static ByteBuf keep(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    ByteBuf buffer = Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    return Unpooled.unreleasableBuffer(buffer.asReadOnly());
  }

  static ByteBuf answer(String json) {
    return keep(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-request-id: req_7c1f2b9d4a\r\ncontent-length: "
            + json.length()
            + "\r\n\r\n"
            + json);
  }

  /** An event, in an HTTP chunk of its own. */
  static String data(String data) {
    return chunk("data: " + data + "\n\n");
  }

  static String event(String name, String data) {
    return chunk("event: " + name + "\ndata: " + data + "\n\n");
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }
}
