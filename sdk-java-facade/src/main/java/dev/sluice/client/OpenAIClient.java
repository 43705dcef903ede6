package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.CompatibleServer;
import dev.sluice.OpenAI;
import dev.sluice.model.ChatModel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
  private final OpenAIResponses responses;
  private final OpenAIEmbeddings embeddings;
  private final OpenAIModerations moderations;
  private final OpenAIModels models;
  private final OpenAIFiles files;
  private final OpenAIFineTuning fineTuning;
  private final OpenAIBatches batches;
  private final RawCalls raw;

  OpenAIClient(OpenAI core, Calls calls) {
    super(calls);
    this.core = core;
    this.chat = new OpenAIChat(core.getChat(), calls);
    this.responses = new OpenAIResponses(core.getResponses(), calls);
    this.embeddings = new OpenAIEmbeddings(core.getEmbeddings(), calls);
    this.moderations = new OpenAIModerations(core.getModerations(), calls);
    this.models = new OpenAIModels(core.getModels(), calls);
    this.files = new OpenAIFiles(core.getFiles(), calls);
    this.fineTuning =
        new OpenAIFineTuning(new OpenAIFineTuningJobs(core.getFineTuning().getJobs(), calls));
    this.batches = new OpenAIBatches(core.getBatches(), calls);
    this.raw = new RawCalls(core.getRaw(), calls);
  }

  /** A client with all that the environment tells; see {@link Builder#fromEnvironment}. */
  public static OpenAIClient fromEnvironment() {
    return builder().fromEnvironment().build();
  }

  /** A client of {@code server} with what its environment variables tell. */
  public static OpenAIClient of(CompatibleServer server) {
    return of(server, it -> {});
  }

  /**
   * The same; {@code options} set more.
   *
   * <pre>{@code
   * OpenAIClient.of(CompatibleServer.GROQ, it -> it.retries(RetryPolicy.NEVER))
   * }</pre>
   */
  public static OpenAIClient of(CompatibleServer server, Consumer<Builder> options) {
    var builder = builder().server(requireNonNull(server, "server")).fromEnvironment();
    return Requests.filled(builder, options, "options").build();
  }

  /** A builder that reads no environment unless told to. */
  public static Builder builder() {
    return new Builder(new OpenAI.Builder(), null);
  }

  /** Everything below {@code /chat}. */
  public OpenAIChat chat() {
    return chat;
  }

  /** Responses: what chat completions do, with state, items and tools that the provider runs. */
  public OpenAIResponses responses() {
    return responses;
  }

  /** Vectors of texts. */
  public OpenAIEmbeddings embeddings() {
    return embeddings;
  }

  /** Judgements of what may be harmful. */
  public OpenAIModerations moderations() {
    return moderations;
  }

  /** The models that the key may use. */
  public OpenAIModels models() {
    return models;
  }

  /** Files that the server keeps. */
  public OpenAIFiles files() {
    return files;
  }

  /** Everything below {@code /fine_tuning}. */
  public OpenAIFineTuning fineTuning() {
    return fineTuning;
  }

  /** Files of requests, worked through within a day. */
  public OpenAIBatches batches() {
    return batches;
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
  public OpenAIClient withOptions(Consumer<Builder> change) {
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

  /** Makes an {@link OpenAIClient}. */
  public static final class Builder extends ModelClient.Builder<Builder> {
    private final OpenAI.Builder core;

    private Builder(OpenAI.Builder core, @Nullable Calls original) {
      super(core, original);
      this.core = core;
    }

    /**
     * Sets the server behind OpenAI's language, if it is not OpenAI: its address, the name of its
     * key's variable, what it takes.
     */
    public Builder server(CompatibleServer value) {
      core.server(requireNonNull(value, "value"));
      return this;
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
     * OPENAI_CUSTOM_HEADERS} (lines of {@code Name: value}, below {@link #headers}). With a {@link
     * #server}, that server's variables alone.
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
