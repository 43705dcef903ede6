package dev.sluice.client;

import dev.sluice.openai.Chat;

/** Everything below {@code /chat}. */
public final class OpenAIChat {
  private final OpenAIChatCompletions completions;

  OpenAIChat(Chat core, Calls calls) {
    this.completions = new OpenAIChatCompletions(core.getCompletions(), calls);
  }

  /** Chat completions, {@code POST /chat/completions}. */
  public OpenAIChatCompletions completions() {
    return completions;
  }
}
