package dev.sluice.examples.web.spring;

import dev.sluice.examples.web.page.Question;
import org.jspecify.annotations.Nullable;

/** The body of a request, as Jackson reads it. */
record Asked(@Nullable String text) {
  /** The text, if it can be answered. */
  String checked() {
    return new Question(text == null ? "" : text).checked();
  }
}
