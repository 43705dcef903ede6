package dev.sluice.examples.java;

import dev.sluice.client.AnthropicClient;
import dev.sluice.client.OpenAIClient;

/** Asks a question and prints the answer token by token. */
public final class ChatStreaming {
  public static void main(String[] arguments) {
    var question = Inputs.text("question.txt");
    try (var provider = Provider.connect()) {
      var model = provider.model();
      if (provider.client() instanceof OpenAIClient openai) {
        openai.chat().completions().stream(ask -> ask.model(model).user(question))
            .forEach(chunk -> System.out.print(chunk.getText()))
            .join();
      } else if (provider.client() instanceof AnthropicClient claude) {
        claude.messages().stream(ask -> ask.model(model).maxTokens(1024).user(question))
            .forEach(event -> System.out.print(event.getText()))
            .join();
      }
      System.out.println();
    }
  }

  private ChatStreaming() {}
}
