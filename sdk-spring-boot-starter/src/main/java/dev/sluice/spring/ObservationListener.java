package dev.sluice.spring;

import dev.sluice.extraction.Attempt;
import dev.sluice.extraction.Extraction;
import dev.sluice.extraction.ExtractionCall;
import dev.sluice.extraction.ExtractionListener;
import dev.sluice.extraction.OutputException;
import dev.sluice.model.ModelRequest;
import dev.sluice.model.Usage;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Each extraction as an observation named {@code sluice.extraction}, from the first request to the
 * value or the failure: a timer where meters are made of observations, a span where traces are.
 *
 * <p>Its keys are those of OpenTelemetry's conventions for generative AI where they have one. Of
 * low cardinality: {@code gen_ai.provider.name}, {@code gen_ai.request.model}, {@code sluice.type},
 * {@code sluice.outcome} (value, invalid, failed, cancelled). Of high cardinality: {@code
 * gen_ai.usage.input_tokens}, {@code gen_ai.usage.output_tokens} and {@code sluice.attempts}. An
 * answer that was rejected is an event, {@code rejected}. No text of a prompt or an answer is told:
 * an error is told by its class alone.
 *
 * <p>In an application with this starter and a registry, each call has one whose parent is the
 * observation of the thread that made the call; those of {@code extractAll} have none. In WebFlux
 * that needs {@code spring.reactor.context-propagation=auto}.
 */
public final class ObservationListener implements ExtractionListener {
  private static final String NAME = "sluice.extraction";

  private final ObservationRegistry registry;
  private final @Nullable Observation parent;
  private final Map<ExtractionCall, Observation> running = new ConcurrentHashMap<>();

  /** Tells {@code registry}; what it tells has no parent. */
  public ObservationListener(ObservationRegistry registry) {
    this(registry, null);
  }

  /** Tells {@code registry} what happens within {@code parent}, if there is one. */
  public ObservationListener(ObservationRegistry registry, @Nullable Observation parent) {
    this.registry = registry;
    this.parent = parent;
  }

  @Override
  public void onRequest(ExtractionCall call, int attempt, ModelRequest request) {
    of(call);
  }

  @Override
  public void onAttempt(ExtractionCall call, Attempt attempt) {
    if (!attempt.getViolations().isEmpty()) {
      of(call).event(Observation.Event.of("rejected", "attempt " + attempt.getNumber()));
    }
  }

  @Override
  public void onResult(ExtractionCall call, Extraction<?> extraction) {
    end(call, "value", extraction.getUsage(), extraction.getAttempts(), null);
  }

  @Override
  public void onFailure(ExtractionCall call, Throwable failure) {
    if (failure instanceof OutputException output) {
      end(call, "invalid", output.getUsage(), output.getAttempts(), output);
    } else if (failure instanceof CancellationException) {
      end(call, "cancelled", Usage.NONE, List.of(), null);
    } else {
      end(call, "failed", Usage.NONE, List.of(), failure);
    }
  }

  private Observation of(ExtractionCall call) {
    return running.computeIfAbsent(call, this::start);
  }

  private Observation start(ExtractionCall call) {
    return Observation.createNotStarted(NAME, registry)
        .parentObservation(parent)
        .contextualName("extract " + call.getType())
        .lowCardinalityKeyValue("gen_ai.provider.name", call.getProvider())
        .lowCardinalityKeyValue("gen_ai.request.model", call.getModel())
        .lowCardinalityKeyValue("sluice.type", call.getType())
        .start();
  }

  private void end(
      ExtractionCall call,
      String outcome,
      Usage usage,
      List<Attempt> attempts,
      @Nullable Throwable failure) {
    var observation = of(call);
    running.remove(call);
    observation
        .lowCardinalityKeyValue("sluice.outcome", outcome)
        .highCardinalityKeyValue("gen_ai.usage.input_tokens", "" + usage.getInputTokens())
        .highCardinalityKeyValue("gen_ai.usage.output_tokens", "" + usage.getOutputTokens())
        .highCardinalityKeyValue("sluice.attempts", "" + attempts.size());
    if (failure != null) observation.error(new Failed(failure));
    observation.stop();
  }

  /** That a call failed, and by which class: an exception's own message may quote the answer. */
  private static final class Failed extends RuntimeException {
    Failed(Throwable failure) {
      super(failure.getClass().getName(), null, false, false);
    }
  }
}
