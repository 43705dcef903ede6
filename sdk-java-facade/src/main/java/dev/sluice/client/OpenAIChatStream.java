package dev.sluice.client;

import dev.sluice.openai.ChatCompletion;
import dev.sluice.openai.ChatCompletionChunk;
import dev.sluice.openai.ChatToolCallDelta;

/** A chat completion as it arrives. */
public interface OpenAIChatStream extends AnswerStream<ChatCompletionChunk, ChatCompletion> {
  /**
   * The pieces of the first answer's tool calls as they arrive. Each has its index, also from
   * servers that leave it out: pieces of several calls may come in turns, and those with the same
   * index belong together.
   */
  SluiceStream<ChatToolCallDelta> toolCallDeltas();
}
