package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.Anthropic;
import dev.sluice.model.ChatModel;

/**
 * A client of Anthropic, and of servers that speak its language: give their address as {@code
 * baseUrl}.
 *
 * <pre>{@code
 * try (var claude = AnthropicClient.fromEnvironment()) {
 *   claude.messages()
 *       .create(it -> it.model("claude-haiku-4-5").maxTokens(1024).user("Hello!"))
 *       .thenAccept(message -> System.out.println(message.getText()))
 *       .join();
 * }
 * }</pre>
 */
public final class AnthropicClient extends ModelClient {
  private final Anthropic core;
  private final AnthropicMessages messages;

  private AnthropicClient(Anthropic core, Calls calls) {
    super(calls);
    this.core = core;
    this.messages = new AnthropicMessages(core.getMessages(), calls);
  }

  /** A client with all that the environment tells; see {@link Builder#fromEnvironment}. */
  public static AnthropicClient fromEnvironment() {
    return builder().fromEnvironment().build();
  }

  /** A builder that reads no environment unless told to. */
  public static Builder builder() {
    return new Builder(new Anthropic.Builder());
  }

  /** Messages. */
  public AnthropicMessages messages() {
    return messages;
  }

  @Override
  public ChatModel chatModel() {
    return core;
  }

  @Override
  void closeCore() {
    core.close();
  }

  /** Makes an {@link AnthropicClient}. */
  public static final class Builder extends ModelClient.Builder<Builder> {
    private final Anthropic.Builder core;

    private Builder(Anthropic.Builder core) {
      super(core);
      this.core = core;
    }

    /** Sets a bearer token, for gateways that ask for one; beside a key or in its place. */
    public Builder authToken(String value) {
      core.authToken(requireNonNull(value, "value"));
      return this;
    }

    /**
     * Sets the version of the API, by its date: {@code 2023-06-01}, which every gateway takes, or
     * {@code 2026-10-21}, which has no sampling parameters.
     */
    public Builder apiVersion(String value) {
      core.apiVersion(requireNonNull(value, "value"));
      return this;
    }

    /**
     * Takes what is not set here from the environment: {@code ANTHROPIC_API_KEY}, {@code
     * ANTHROPIC_AUTH_TOKEN}, {@code ANTHROPIC_BASE_URL} and {@code ANTHROPIC_CUSTOM_HEADERS} (lines
     * of {@code Name: value}, below {@link #headers}).
     */
    @Override
    public Builder fromEnvironment() {
      return super.fromEnvironment();
    }

    /**
     * The client. No key is needed to make one: a call without any fails before it is sent.
     *
     * @throws dev.sluice.errors.InvalidRequestException when an option or a variable has no usable
     *     value
     */
    public AnthropicClient build() {
      withTimeouts();
      return new AnthropicClient(core.build(), newCalls());
    }
  }
}
