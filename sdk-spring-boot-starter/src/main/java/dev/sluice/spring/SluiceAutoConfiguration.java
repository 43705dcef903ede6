package dev.sluice.spring;

import dev.sluice.Sluice;
import dev.sluice.client.AnthropicClient;
import dev.sluice.client.GeminiClient;
import dev.sluice.client.ModelClient;
import dev.sluice.client.OpenAIClient;
import dev.sluice.client.ResponseCache;
import dev.sluice.client.SluiceClient;
import dev.sluice.extraction.ExtractionListener;
import jakarta.validation.Validator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * A {@link SluiceClient} over the client that the properties or the application made. Beans that it
 * can use are used: {@link ExtractionListener}, {@link ResponseCache}, {@link Validator}, {@link
 * SluiceClientCustomizer}.
 *
 * <pre>{@code
 * @RestController
 * class Tickets {
 *   private final SluiceClient sluice;
 *
 *   Tickets(SluiceClient sluice) { this.sluice = sluice; }
 *
 *   @PostMapping("/tickets")
 *   CompletableFuture<Ticket> classify(@RequestBody String text) {
 *     return sluice.extract(Ticket.class, ask -> ask.user(text));
 *   }
 * }
 * }</pre>
 */
@AutoConfiguration(
    after = ModelClientAutoConfiguration.class,
    afterName = "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration")
public final class SluiceAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBean(ModelClient.class)
  SluiceClient sluiceClient(
      SluiceProperties properties,
      ObjectProvider<ModelClient> clients,
      ObjectProvider<ExtractionListener> listeners,
      ObjectProvider<ResponseCache> cache,
      ObjectProvider<Validator> validator,
      ObjectProvider<SluiceClientCustomizer> customizers) {
    var client = chosen(properties.provider(), clients);
    var builder = SluiceClient.builder(client).defaults(it -> apply(properties, it));
    listeners.orderedStream().forEach(each -> builder.defaults(it -> it.listener(each)));
    cache.ifUnique(builder::cache);
    validator.ifUnique(builder::validator);
    customizers.orderedStream().forEach(it -> it.customize(builder));
    return builder.build();
  }

  private static void apply(SluiceProperties properties, Sluice.Builder defaults) {
    defaults
        .model(properties.model())
        .maxTokens(properties.maxTokens())
        .attempts(properties.attempts())
        .tokenBudget(properties.tokenBudget());
  }

  private static ModelClient chosen(
      SluiceProperties.@Nullable Provider provider, ObjectProvider<ModelClient> clients) {
    if (provider == null) {
      var only = clients.getIfUnique();
      if (only != null) return only;
      throw new IllegalStateException(
          "There are several clients: say which one the SluiceClient asks, by sluice.provider, or"
              + " mark one @Primary. There are: "
              + names(clients.stream().toList()));
    }
    var type =
        switch (provider) {
          case OPENAI -> OpenAIClient.class;
          case ANTHROPIC -> AnthropicClient.class;
          case GEMINI -> GeminiClient.class;
        };
    return clients.stream()
        .filter(type::isInstance)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "sluice.provider is %s, and no such client was made: set sluice.%s.api-key"
                        .formatted(provider.name().toLowerCase(), provider.name().toLowerCase())));
  }

  private static List<String> names(List<ModelClient> clients) {
    return clients.stream().map(it -> it.getClass().getSimpleName()).toList();
  }
}
