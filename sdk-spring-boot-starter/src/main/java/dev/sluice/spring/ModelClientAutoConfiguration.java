package dev.sluice.spring;

import dev.sluice.client.AnthropicClient;
import dev.sluice.client.GeminiClient;
import dev.sluice.client.Interceptor;
import dev.sluice.client.OpenAIClient;
import dev.sluice.client.RateLimiter;
import dev.sluice.limits.CallListener;
import dev.sluice.transport.Transport;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * A client for each provider whose key is set, closed with the application. Beans of an application
 * that a client can use are used: {@link Interceptor}, {@link CallListener}, {@link RateLimiter}
 * (or {@link dev.sluice.limits.RateLimits}), {@link Transport}, {@link ModelClientCustomizer}. An
 * application that makes a client itself is left alone.
 */
@AutoConfiguration
@EnableConfigurationProperties(SluiceProperties.class)
@Import(ClientAssembly.class)
public final class ModelClientAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnApiKey("openai")
  OpenAIClient openAIClient(SluiceProperties properties, ClientAssembly assembly) {
    return assembly.assemble(OpenAIClient.builder(), properties.openai()).build();
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnApiKey("anthropic")
  AnthropicClient anthropicClient(SluiceProperties properties, ClientAssembly assembly) {
    return assembly.assemble(AnthropicClient.builder(), properties.anthropic()).build();
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnApiKey("gemini")
  GeminiClient geminiClient(SluiceProperties properties, ClientAssembly assembly) {
    return assembly.assemble(GeminiClient.builder(), properties.gemini()).build();
  }
}
