package dev.sluice.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an application says in its properties below {@code sluice}.
 *
 * <pre>{@code
 * sluice.anthropic.api-key=${ANTHROPIC_API_KEY:}
 * sluice.model=claude-haiku-4-5
 * sluice.max-tokens=1024
 * }</pre>
 *
 * @param provider whom the {@code SluiceClient} asks; needed only where keys of several are set
 * @param model the model that is asked unless a call names another
 * @param maxTokens the most tokens that one answer may have
 * @param attempts how often the model is asked in all, the first time included; 3 unless set
 * @param tokenBudget the most tokens that all attempts of a call may cost together
 * @param openai how OpenAI, or a server that speaks its language, is reached
 * @param anthropic how Anthropic is reached
 * @param gemini how Google's Gemini is reached
 */
@ConfigurationProperties("sluice")
public record SluiceProperties(
    @Nullable Provider provider,
    @Nullable String model,
    @Nullable Integer maxTokens,
    @Nullable Integer attempts,
    @Nullable Long tokenBudget,
    @NestedConfigurationProperty @DefaultValue ClientProperties openai,
    @NestedConfigurationProperty @DefaultValue ClientProperties anthropic,
    @NestedConfigurationProperty @DefaultValue ClientProperties gemini) {

  /** The providers that have a client. */
  public enum Provider {
    OPENAI,
    ANTHROPIC,
    GEMINI
  }
}
