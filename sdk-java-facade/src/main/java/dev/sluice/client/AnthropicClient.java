package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.Anthropic;
import dev.sluice.model.ChatModel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
  private final AnthropicModels models;
  private final RawCalls raw;

  AnthropicClient(Anthropic core, Calls calls) {
    super(calls);
    this.core = core;
    this.messages = new AnthropicMessages(core.getMessages(), calls);
    this.models = new AnthropicModels(core.getModels(), calls);
    this.raw = new RawCalls(core.getRaw(), calls);
  }

  /** A client with all that the environment tells; see {@link Builder#fromEnvironment}. */
  public static AnthropicClient fromEnvironment() {
    return builder().fromEnvironment().build();
  }

  /** A builder that reads no environment unless told to. */
  public static Builder builder() {
    return new Builder(new Anthropic.Builder(), null);
  }

  /** Messages, and batches of them. */
  public AnthropicMessages messages() {
    return messages;
  }

  /** The models that the key may use. */
  public AnthropicModels models() {
    return models;
  }

  /** Paths that this version has no name for. */
  public RawCalls raw() {
    return raw;
  }

  /**
   * A client like this one but for what {@code change} sets. It is cheap: both use the same
   * connections, and threads for callbacks, which are this one's. Closing the copy does nothing,
   * closing this one ends the calls of both.
   */
  public AnthropicClient withOptions(Consumer<Builder> change) {
    return Requests.filled(new Builder(core.newBuilder(), calls()), change, "change").build();
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

    private Builder(Anthropic.Builder core, @Nullable Calls original) {
      super(core, original);
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
