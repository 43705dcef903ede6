package dev.sluice.benchmarks.server;

import java.util.stream.Collectors;

/** OpenAI's chat completions. */
final class OpenAiWire {
  private static final String ID = "chatcmpl-Bw5nQ2rT8yK1mZ";
  private static final String ENVELOPE =
      "{\"id\":\""
          + ID
          + "\",\"object\":\"chat.completion%s\",\"created\":1763800000,\"model\":\"bench-model\"";
  private static final String FINGERPRINT = ",\"system_fingerprint\":\"fp_44709d6fcb\"";
  private static final String USAGE =
      "{\"prompt_tokens\":24,\"completion_tokens\":150,\"total_tokens\":174,"
          + "\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},"
          + "\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0,"
          + "\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}";

  private OpenAiWire() {}

  static Wire encode() {
    String done = Encoding.data("[DONE]") + Encoding.LAST_CHUNK;
    String stop = chunk("{}", "\"stop\"");
    String usage =
        Encoding.data(
            ENVELOPE.formatted(".chunk")
                + FINGERPRINT
                + ",\"choices\":[],\"usage\":"
                + USAGE
                + "}");
    return new Wire(
        Encoding.answer(answer()),
        Encoding.keep(
            Encoding.STREAM_HEAD
                + chunk("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null")),
        new ChunkBlock(
            Words.pieces().stream()
                .map(piece -> chunk("{\"content\":\"" + piece + "\"}", "null"))
                .collect(Collectors.toList())),
        Encoding.keep(stop + done),
        Encoding.keep(stop + usage + done));
  }

  private static String chunk(String delta, String finishReason) {
    return Encoding.data(
        ENVELOPE.formatted(".chunk")
            + FINGERPRINT
            + ",\"choices\":[{\"index\":0,\"delta\":"
            + delta
            + ",\"finish_reason\":"
            + finishReason
            + "}]}");
  }

  private static String answer() {
    return ENVELOPE.formatted("")
        + ",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
        + Words.text(600)
        + "\",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":"
        + USAGE
        + ",\"service_tier\":\"default\""
        + FINGERPRINT
        + "}";
  }
}
