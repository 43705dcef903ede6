package dev.sluice.benchmarks.server;

import io.netty.buffer.ByteBuf;
import java.util.stream.Collectors;

/** Anthropic's messages. Their events are about half as long as OpenAI's, here as in life. */
final class AnthropicWire {
  private static final String ENVELOPE =
      "{\"id\":\"msg_01Bw5nQ2rT8yK1mZ\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"bench-model\"";
  private static final String USAGE =
      "\"usage\":{\"input_tokens\":24,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,"
          + "\"output_tokens\":%d,\"service_tier\":\"standard\"}}";

  private AnthropicWire() {}

  static Wire encode() {
    ByteBuf ending = ending();
    return new Wire(
        Encoding.answer(answer()),
        opening(),
        new ChunkBlock(
            Words.pieces().stream().map(AnthropicWire::delta).collect(Collectors.toList())),
        ending,
        ending);
  }

  private static ByteBuf opening() {
    String message =
        ENVELOPE
            + ",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
            + USAGE.formatted(1);
    return Encoding.keep(
        Encoding.STREAM_HEAD
            + event("message_start", "\"message\":" + message)
            + event(
                "content_block_start",
                "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
            + Encoding.event("ping", "{\"type\":\"ping\"}"));
  }

  private static String delta(String text) {
    return event(
        "content_block_delta",
        "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
  }

  private static ByteBuf ending() {
    return Encoding.keep(
        event("content_block_stop", "\"index\":0")
            + event(
                "message_delta",
                "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":150}")
            + Encoding.event("message_stop", "{\"type\":\"message_stop\"}")
            + Encoding.LAST_CHUNK);
  }

  private static String event(String type, String fields) {
    return Encoding.event(type, "{\"type\":\"" + type + "\"," + fields + "}");
  }

  private static String answer() {
    return ENVELOPE
        + ",\"content\":[{\"type\":\"text\",\"text\":\""
        + Words.text(600)
        + "\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
        + USAGE.formatted(150);
  }
}
