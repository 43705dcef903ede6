package dev.sluice.client;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import kotlinx.coroutines.flow.FlowKt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;

/** The rules of Reactive Streams, as its own suite checks them. */
class PublisherRulesTest {
  @TestFactory
  Stream<DynamicTest> rules() {
    List<Method> rules =
        Arrays.stream(PublisherVerification.class.getMethods())
            .filter(it -> it.isAnnotationPresent(org.testng.annotations.Test.class))
            .filter(it -> it.getName().startsWith("required_"))
            // Those of rule 3.9 sleep five seconds each; SluiceStreamTest has that rule.
            .filter(it -> !it.getName().contains("_spec309_"))
            // For publishers that fail before a value is asked for. Ours are cold.
            .filter(it -> !it.getName().contains("_spec109_mayReject"))
            .toList();
    assertFalse(rules.isEmpty());
    return rules.stream().map(it -> dynamicTest(it.getName(), () -> run(it)));
  }

  private static void run(Method rule) throws Throwable {
    var suite = new Numbers();
    suite.setUp();
    try {
      rule.invoke(suite);
    } catch (InvocationTargetException e) {
      throw e.getCause(); // A rule that was skipped would be a failure here.
    }
  }

  private static final class Numbers extends PublisherVerification<Long> {
    private final Calls calls = new Calls(null);

    Numbers() {
      // The second is how long the suite watches that nothing comes: by the clock, as it is made.
      super(new TestEnvironment(5_000, 20), 1_000);
    }

    @Override
    public Publisher<Long> createPublisher(long elements) {
      Iterable<Long> numbers = () -> LongStream.range(0, elements).iterator();
      return calls.stream(FlowKt.asFlow(numbers));
    }

    @Override
    public @Nullable Publisher<Long> createFailedPublisher() {
      return null; // Cold: nothing is tried, and so nothing fails, before a value is asked for.
    }

    @Override
    public long maxElementsFromPublisher() {
      return Integer.MAX_VALUE;
    }
  }
}
