package dev.sluice.benchmarks.server;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * What a request asks for. The number of chunks and the pace ride in the user's prompt, as {@code
 * chunks=200 everyMs=10}; the body is searched for them and never parsed, for its reading costs the
 * client under measurement its cores.
 */
record Call(boolean stream, boolean usage, int chunks, int everyMillis) {
  static Call of(ByteBuf body) {
    String text = body.toString(StandardCharsets.ISO_8859_1);
    return new Call(
        isTrue(text, "\"stream\""),
        isTrue(text, "\"include_usage\""),
        number(text, "chunks=", 20),
        number(text, "everyMs=", 0));
  }

  private static boolean isTrue(String text, String name) {
    int at = text.indexOf(name);
    if (at < 0) return false;
    at += name.length();
    while (at < text.length() && (text.charAt(at) == ':' || text.charAt(at) <= ' ')) at++;
    return text.startsWith("true", at);
  }

  private static int number(String text, String name, int otherwise) {
    int at = text.indexOf(name);
    if (at < 0) return otherwise;
    int number = 0;
    for (at += name.length(); at < text.length() && Character.isDigit(text.charAt(at)); at++) {
      number = 10 * number + text.charAt(at) - '0';
    }
    return number;
  }
}
