package dev.sluice.benchmarks.server;

import io.netty.buffer.ByteBuf;

/**
 * What a provider's API answers, encoded once. {@code opening} begins with the head of the answer.
 */
record Wire(
    ByteBuf answer,
    ByteBuf opening,
    ChunkBlock chunks,
    ByteBuf endingPlain,
    ByteBuf endingWithUsage) {
  private static final Wire OPENAI = OpenAiWire.encode();
  private static final Wire ANTHROPIC = AnthropicWire.encode();

  /** The API that a path belongs to, or null. */
  static Wire at(String path) {
    if (path.startsWith("/v1/chat/completions")) return OPENAI;
    if (path.startsWith("/v1/messages")) return ANTHROPIC;
    return null;
  }

  ByteBuf ending(boolean usage) {
    return usage ? endingWithUsage : endingPlain;
  }
}
