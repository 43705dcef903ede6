package dev.sluice.spring;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How one provider is reached. What is not set is the client's own default.
 *
 * @param apiKey the key; without one there is no bean for this client
 * @param baseUrl the address of the endpoints, if it is not the provider's own
 * @param headers headers of every request
 * @param maxRetries how often a call that failed is made again
 * @param timeouts how long things may take
 * @param rateLimits what the provider allows; shared by all calls of the client
 */
public record ClientProperties(
    @Nullable String apiKey,
    @Nullable String baseUrl,
    @DefaultValue Map<String, String> headers,
    @Nullable Integer maxRetries,
    @DefaultValue Timeouts timeouts,
    @DefaultValue Limits rateLimits) {

  /** Everything but the key and the headers, which may hold one. */
  @Override
  public String toString() {
    return "ClientProperties[apiKey=%s, baseUrl=%s, headers=%s, maxRetries=%s, %s, %s]"
        .formatted(
            apiKey == null ? null : "(hidden)",
            baseUrl,
            headers.keySet(),
            maxRetries,
            timeouts,
            rateLimits);
  }

  /**
   * How long things may take.
   *
   * @param connect until a connection stands
   * @param firstContent until the first piece of content, which a reasoning model may delay
   * @param idle the silence after that
   * @param total a whole call, with its retries
   */
  public record Timeouts(
      @Nullable Duration connect,
      @Nullable Duration firstContent,
      @Nullable Duration idle,
      @Nullable Duration total) {}

  /**
   * What the provider allows.
   *
   * @param requestsPerMinute requests in any minute
   * @param tokensPerMinute tokens in any minute, input and output
   * @param maxConcurrent requests at once
   */
  public record Limits(
      @Nullable Integer requestsPerMinute,
      @Nullable Long tokensPerMinute,
      @Nullable Integer maxConcurrent) {
    boolean isSet() {
      return requestsPerMinute != null || tokensPerMinute != null || maxConcurrent != null;
    }
  }
}
