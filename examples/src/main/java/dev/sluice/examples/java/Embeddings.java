package dev.sluice.examples.java;

import static java.util.Comparator.comparingDouble;

import java.util.Locale;
import java.util.stream.IntStream;

/** Finds the texts that are nearest to a question. */
public final class Embeddings {
  record Found(String text, double likeness) {}

  public static void main(String[] arguments) {
    var question = "How long do refunds take?";
    var texts = Inputs.text("answers.txt").lines().filter(line -> !line.isBlank()).toList();
    try (var openai = Provider.openAi()) {
      var embeddings = openai.embeddings();
      var asked = embeddings.create(it -> it.model("text-embedding-3-small").text(question));
      var known = embeddings.create(it -> it.model("text-embedding-3-small").input(texts));

      var wanted = asked.join().getData().get(0).getVector();
      var vectors = known.join().getData();
      System.out.println(question);
      IntStream.range(0, texts.size())
          .mapToObj(i -> new Found(texts.get(i), likeness(wanted, vectors.get(i).getVector())))
          .sorted(comparingDouble(Found::likeness).reversed())
          .limit(2)
          .forEach(it -> System.out.printf(Locale.ROOT, "%.2f  %s%n", it.likeness, it.text));
    }
  }

  /** The cosine of the angle between two vectors; theirs have length 1. */
  private static double likeness(float[] one, float[] other) {
    return IntStream.range(0, one.length).mapToDouble(i -> (double) one[i] * other[i]).sum();
  }

  private Embeddings() {}
}
