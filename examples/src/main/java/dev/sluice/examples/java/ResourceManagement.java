package dev.sluice.examples.java;

import static dev.sluice.examples.java.Provider.GPT;

import dev.sluice.errors.SluiceException;
import dev.sluice.openai.ChatCompletionChunk;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** A client holds connections. Make one, share it, and close it when the work is done. */
public final class ResourceManagement {
  public static void main(String[] arguments) {
    var openai = Provider.openAi();
    try (openai) {
      var completions = openai.chat().completions();
      var answer = completions.create(ask -> ask.model(GPT).user("Hello!")).join();
      System.out.println("Whole answer: " + answer.getText());

      // Whoever has read enough of a stream leaves it: closing it closes its connection, and the
      // model stops writing.
      var story = completions.stream(ask -> ask.model(GPT).user("Tell me a long story."));
      try (var chunks = story.stream()) {
        var opening =
            chunks
                .map(ChatCompletionChunk::getText)
                .filter(text -> !text.isEmpty())
                .limit(5)
                .collect(Collectors.joining());
        System.out.println("First words: " + opening + " …");
      }
    }

    // The client is closed here, as it would be after an exception. It stays closed.
    try {
      openai.models().retrieve(GPT).join();
    } catch (CompletionException e) {
      System.out.println("Afterwards: " + SluiceException.from(e).getMessage());
    }
  }

  private ResourceManagement() {}
}
