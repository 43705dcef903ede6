package dev.sluice.client;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;

/** The kinds of publishers of this module. */
enum PublisherKind {
  FLOW(PublisherSources::numbers),
  PARTIALS((from, count) -> from.partials(count, false)),
  PARTIALS_WITH_FIELDS_TOLD((from, count) -> from.partials(count, true)),
  ELEMENTS(PublisherSources::elements),
  ELEMENT_EVENTS(PublisherSources::elementEvents),
  OUTCOMES(PublisherSources::outcomes),
  OUTCOMES_AS_COMPLETED((from, count) -> from.outcomes(count).asCompleted()),
  PROGRESS(PublisherSources::progress),
  OPENAI_CHAT((from, count) -> from.chat("events", count)),
  OPENAI_CHAT_TEXT((from, count) -> from.chat("texts", count).textDeltas()),
  OPENAI_RESPONSE((from, count) -> from.responses("events", count)),
  OPENAI_RESPONSE_TEXT((from, count) -> from.responses("texts", count).textDeltas()),
  ANTHROPIC_MESSAGE((from, count) -> from.messages("events", count)),
  ANTHROPIC_MESSAGE_TEXT((from, count) -> from.messages("texts", count).textDeltas()),
  GEMINI_CONTENT((from, count) -> from.contents("events", count)),
  GEMINI_CONTENT_TEXT((from, count) -> from.contents("texts", count).textDeltas()),
  PAGES(PublisherSources::pages),
  RAW_EVENTS(PublisherSources::rawEvents),
  BATCH_RESULTS(PublisherSources::batchResults);

  private static final Set<PublisherKind> NEVER_EMPTY =
      EnumSet.of(
          PARTIALS,
          PARTIALS_WITH_FIELDS_TOLD,
          ELEMENT_EVENTS,
          PROGRESS,
          OPENAI_RESPONSE,
          ANTHROPIC_MESSAGE,
          GEMINI_CONTENT);

  private static final Set<PublisherKind> WITHOUT_EQUALS =
      EnumSet.of(
          PARTIALS,
          PARTIALS_WITH_FIELDS_TOLD,
          ELEMENT_EVENTS,
          OUTCOMES,
          OUTCOMES_AS_COMPLETED,
          PROGRESS,
          RAW_EVENTS);

  private final BiFunction<PublisherSources, Long, Publisher<?>> publisher;

  PublisherKind(BiFunction<PublisherSources, Long, Publisher<?>> publisher) {
    this.publisher = publisher;
  }

  /** One with {@code count} values; where that cannot be, with as few more as there must be. */
  @SuppressWarnings("unchecked") // The rules look at no value.
  Publisher<Object> of(PublisherSources sources, long count) {
    return (Publisher<Object>) publisher.apply(sources, count);
  }

  /** Why {@code rule} may be skipped for this kind, if it may. */
  Optional<String> reasonToSkip(String rule) {
    if (rule.startsWith("untested_")) return Optional.of("the suite has no test for it");
    if (rule.startsWith("optional_spec105_emptyStream") && NEVER_EMPTY.contains(this)) {
      return Optional.of("it is never empty: its last value says that all is there");
    }
    if (rule.startsWith("optional_spec111_multicast_") && WITHOUT_EQUALS.contains(this)) {
      return Optional.of("each subscriber makes a request of its own, and values have no equals");
    }
    return Optional.empty();
  }
}
