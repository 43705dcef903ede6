package dev.sluice.client;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.SkipException;

/**
 * The rules of Reactive Streams as its own suite checks them, all of them, on every kind of
 * publisher. What the suite skips is skipped here, with its reason; {@code
 * target/reactive-streams.txt} holds the totals.
 */
class PublisherRulesTest {
  private static final PublisherSources SOURCES = PublisherSources.open();
  private static final PublisherSources CLOSED = PublisherSources.closed();
  private static final RuleReport REPORT = new RuleReport();

  /** How long the suite waits at most for what must come. */
  private static final long LONGEST = 20_000;

  /** How long it watches that nothing comes: by the clock, as it is made. */
  private static final long QUIET = 10;

  private static final long POLL = 2;

  private static final long LONGEST_PATIENCE = 5_000;

  /**
   * How long it waits before it looks, once, whether a subscriber was let go: longer each time that
   * it was not.
   */
  private static final long[] PATIENCE = {50, 500, LONGEST_PATIENCE};

  @AfterAll
  static void end() throws Exception {
    SOURCES.close();
    REPORT.print();
  }

  @TestFactory
  Stream<DynamicContainer> everyKind() {
    return Arrays.stream(PublisherKind.values())
        .map(
            kind ->
                rules(
                    kind,
                    kind.name(),
                    (environment, patience) -> new Rules(kind, environment, patience)));
  }

  /** {@link SluiceStream#toFlowPublisher}, by the same rules. */
  @TestFactory
  Stream<DynamicContainer> asFlowPublishers() {
    return Stream.of(PublisherKind.FLOW, PublisherKind.ELEMENTS, PublisherKind.OPENAI_CHAT)
        .map(
            kind ->
                rules(
                    kind,
                    kind + " as Flow.Publisher",
                    (environment, patience) -> new FlowRules(kind, environment, patience)));
  }

  private static DynamicContainer rules(
      PublisherKind kind,
      String name,
      BiFunction<TestEnvironment, Long, PublisherVerification<Object>> suite) {
    List<Method> rules =
        Arrays.stream(PublisherVerification.class.getMethods())
            .filter(it -> it.isAnnotationPresent(org.testng.annotations.Test.class))
            .sorted(Comparator.comparing(Method::getName))
            .toList();
    assertFalse(rules.isEmpty());
    Stream<DynamicNode> tests =
        rules.stream()
            .map(
                rule ->
                    dynamicTest(
                        rule.getName(),
                        () -> run(kind, name, rule, patience -> Suite.of(patience, suite))));
    return dynamicContainer(name, tests);
  }

  private static void run(PublisherKind kind, String name, Method rule, LongFunction<Suite> suite)
      throws Throwable {
    try {
      for (long patience : PATIENCE) {
        if (holds(rule, suite.apply(patience), patience == LONGEST_PATIENCE)) break;
      }
      REPORT.passed(name);
    } catch (Throwable failure) {
      var reason = kind.reasonToSkip(rule.getName());
      if (!(failure instanceof SkipException) || reason.isEmpty()) {
        REPORT.failed();
        throw new AssertionError(name + ", " + rule.getName() + ": " + failure, failure);
      }
      REPORT.skipped(name, rule.getName(), reason.get());
      throw new TestAbortedException(name + ", " + rule.getName() + ": " + reason.get());
    }
  }

  /** Whether {@code rule} holds, or has no time to wait for. */
  private static boolean holds(Method rule, Suite suite, boolean isLast) throws Throwable {
    suite.rules().setUp();
    try {
      rule.invoke(suite.rules());
      // Of an optional rule the suite does not look at all that it has seen.
      if (rule.getName().startsWith("optional_")) suite.environment().verifyNoAsyncErrorsNoDelay();
      return true;
    } catch (AssertionError optional) {
      throw new SkipException(optional.getMessage());
    } catch (InvocationTargetException e) {
      if (isLast || !rule.getName().contains("_spec313_")) throw e.getCause();
      return false;
    }
  }

  private record Suite(PublisherVerification<Object> rules, TestEnvironment environment) {
    static Suite of(
        long patience, BiFunction<TestEnvironment, Long, PublisherVerification<Object>> rules) {
      var environment = new TestEnvironment(LONGEST, QUIET, POLL);
      return new Suite(rules.apply(environment, patience), environment);
    }
  }

  private static final class Rules extends PublisherVerification<Object> {
    private final PublisherKind kind;

    Rules(PublisherKind kind, TestEnvironment environment, long patience) {
      super(environment, patience);
      this.kind = kind;
    }

    @Override
    public Publisher<Object> createPublisher(long elements) {
      return kind.of(SOURCES, elements);
    }

    @Override
    public Publisher<Object> createFailedPublisher() {
      return kind.of(CLOSED, 1);
    }

    @Override
    public long maxElementsFromPublisher() {
      return Integer.MAX_VALUE;
    }
  }

  private static final class FlowRules extends FlowPublisherVerification<Object> {
    private final PublisherKind kind;

    FlowRules(PublisherKind kind, TestEnvironment environment, long patience) {
      super(environment, patience);
      this.kind = kind;
    }

    /** Behind a name of its own, or the suite would see through the adapter. */
    private Flow.Publisher<Object> of(PublisherSources sources, long elements) {
      var stream = (SluiceStream<Object>) kind.of(sources, elements);
      return subscriber -> stream.toFlowPublisher().subscribe(subscriber);
    }

    @Override
    public Flow.Publisher<Object> createFlowPublisher(long elements) {
      return of(SOURCES, elements);
    }

    @Override
    public Flow.Publisher<Object> createFailedFlowPublisher() {
      return of(CLOSED, 1);
    }

    @Override
    public long maxElementsFromPublisher() {
      return Integer.MAX_VALUE;
    }
  }
}
