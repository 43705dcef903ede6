package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.OpenAI;
import dev.sluice.model.ChatModel;

/**
 * A client of OpenAI, and of the many servers that speak its language: give their address as {@code
 * baseUrl}.
 *
 * <pre>{@code
 * try (var openai = OpenAIClient.fromEnvironment()) {
 *   openai.chat().completions()
 *       .stream(it -> it.model("gpt-4o-mini").user("Hello!"))
 *       .forEach(chunk -> System.out.print(chunk.getText()))
 *       .join();
 * }
 * }</pre>
 */
public final class OpenAIClient extends ModelClient {
  private final OpenAI core;
  private final OpenAIChat chat;

  private OpenAIClient(OpenAI core, Calls calls) {
    super(calls);
    this.core = core;
    this.chat = new OpenAIChat(core.getChat(), calls);
  }

  /** A client with all that the environment tells; see {@link Builder#fromEnvironment}. */
  public static OpenAIClient fromEnvironment() {
    return builder().fromEnvironment().build();
  }

  /** A builder that reads no environment unless told to. */
  public static Builder builder() {
    return new Builder(new OpenAI.Builder());
  }

  /** Everything below {@code /chat}. */
  public OpenAIChat chat() {
    return chat;
  }

  @Override
  public ChatModel chatModel() {
    return core;
  }

  @Override
  void closeCore() {
    core.close();
  }

  /** Makes an {@link OpenAIClient}. */
  public static final class Builder extends ModelClient.Builder<Builder> {
    private final OpenAI.Builder core;

    private Builder(OpenAI.Builder core) {
      super(core);
      this.core = core;
    }

    /** Sets the organization that calls are charged to, for keys of several. */
    public Builder organization(String value) {
      core.organization(requireNonNull(value, "value"));
      return this;
    }

    /** Sets the project that calls are charged to, for keys of several. */
    public Builder project(String value) {
      core.project(requireNonNull(value, "value"));
      return this;
    }

    /**
     * Takes what is not set here from the environment: {@code OPENAI_API_KEY}, {@code
     * OPENAI_BASE_URL}, {@code OPENAI_ORG_ID}, {@code OPENAI_PROJECT_ID} and {@code
     * OPENAI_CUSTOM_HEADERS} (lines of {@code Name: value}, below {@link #headers}).
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
    public OpenAIClient build() {
      withTimeouts();
      return new OpenAIClient(core.build(), newCalls());
    }
  }
}
