package dev.sluice.client;

import dev.sluice.Gemini;
import dev.sluice.model.ChatModel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client of Google's Gemini, by its Gemini API.
 *
 * <pre>{@code
 * try (var gemini = GeminiClient.fromEnvironment()) {
 *   gemini.models()
 *       .generateContent(it -> it.model("gemini-2.5-flash").user("Hello!"))
 *       .thenAccept(response -> System.out.println(response.getText()))
 *       .join();
 * }
 * }</pre>
 */
public final class GeminiClient extends ModelClient {
  private final Gemini core;
  private final GeminiModels models;
  private final RawCalls raw;

  GeminiClient(Gemini core, Calls calls) {
    super(calls);
    this.core = core;
    this.models = new GeminiModels(core.getModels(), calls);
    this.raw = new RawCalls(core.getRaw(), calls);
  }

  /** A client with all that the environment tells; see {@link Builder#fromEnvironment}. */
  public static GeminiClient fromEnvironment() {
    return builder().fromEnvironment().build();
  }

  /** A builder that reads no environment unless told to. */
  public static Builder builder() {
    return new Builder(new Gemini.Builder(), null);
  }

  /** The models, and what they generate. */
  public GeminiModels models() {
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
  public GeminiClient withOptions(Consumer<Builder> change) {
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

  /** Makes a {@link GeminiClient}. */
  public static final class Builder extends ModelClient.Builder<Builder> {
    private final Gemini.Builder core;

    private Builder(Gemini.Builder core, @Nullable Calls original) {
      super(core, original);
      this.core = core;
    }

    /**
     * Takes what is not set here from the environment: {@code GEMINI_API_KEY} or, without that,
     * {@code GOOGLE_API_KEY}, and {@code GOOGLE_GEMINI_BASE_URL}.
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
    public GeminiClient build() {
      withTimeouts();
      return new GeminiClient(core.build(), newCalls());
    }
  }
}
