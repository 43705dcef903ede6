package dev.sluice.benchmarks.server;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of all answers: the size of tokens, and enough different ones that no cache of strings
 * is flattered.
 */
final class Words {
  private static final String[] SYLLABLES = {
    "ba", "do", "ke", "li", "mu", "no", "ra", "se", "ti", "vo"
  };
  private static final int COUNT = 64;

  private Words() {}

  /** Pieces of 4 characters or 6, each with a space before it. */
  static List<String> pieces() {
    var pieces = new ArrayList<String>();
    for (int at = 0; at < COUNT; at++) {
      String word =
          SYLLABLES[at % 10]
              + (at % 2 == 0 ? SYLLABLES[at / 10] : "")
              + SYLLABLES[(at * 7 + at / 10) % 10].charAt(0);
      pieces.add(" " + word);
    }
    return pieces;
  }

  static String text(int length) {
    return String.join("", pieces()).repeat(length / COUNT).substring(1, length + 1);
  }
}
