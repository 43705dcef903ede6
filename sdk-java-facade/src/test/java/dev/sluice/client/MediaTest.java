package dev.sluice.client;

import static dev.sluice.client.Futures.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.GoldenMedia;
import dev.sluice.errors.InvalidRequestException;
import dev.sluice.extraction.Ask;
import dev.sluice.limits.RetryPolicy;
import dev.sluice.model.AudioPart;
import dev.sluice.model.CacheTtl;
import dev.sluice.model.ImageDetail;
import dev.sluice.model.ImagePart;
import dev.sluice.model.Media;
import dev.sluice.model.MediaLimits;
import dev.sluice.testing.AnthropicReply;
import dev.sluice.testing.ScriptedServer;
import jakarta.validation.constraints.Min;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images, documents, sounds and cache points from Java: the same on the wire as from Kotlin. */
@Timeout(60)
class MediaTest {
  record Picture(String what, @Min(0) int bars) {}

  private static final Picture SEEN = new Picture("chart", 3);

  @TempDir Path folder;
  private final ScriptedServer server = ScriptedServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  private ModelClient client(String provider) {
    return switch (provider) {
      case "openai" -> reaching(OpenAIClient.builder()).build();
      case "gemini" -> reaching(GeminiClient.builder()).build();
      default -> reaching(AnthropicClient.builder()).build();
    };
  }

  private <B extends ModelClient.Builder<B>> B reaching(B builder) {
    return builder.apiKey("k").baseUrl(server.getUrl()).retries(RetryPolicy.NEVER);
  }

  private Picture ask(String provider, Consumer<Ask.Builder<Picture>> ask) throws Exception {
    try (var client = client(provider)) {
      var sluice = SluiceClient.on(client, it -> it.model("model-1").maxTokens(500));
      return get(sluice.extract(Picture.class, ask));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic", "gemini"})
  void theWireIsKotlins(String provider) throws Exception {
    server.enqueue(
        GoldenMedia.says(provider, GoldenMedia.WRONG),
        GoldenMedia.says(provider, GoldenMedia.RIGHT));
    Consumer<Ask.Builder<Picture>> everything =
        ask -> {
          ask.system("You read charts.").cachePoint(CacheTtl.ONE_HOUR);
          ask.user(
              it -> {
                it.image(Media.of(GoldenMedia.png), ImageDetail.HIGH)
                    .image(Media.url("https://example.com/chart.jpg"))
                    .document(Media.of(GoldenMedia.pdf, null, "report.pdf"))
                    .document(
                        Media.of("# Sales".getBytes(StandardCharsets.UTF_8), "text/markdown"));
                if (!provider.equals("anthropic")) it.audio(Media.of(GoldenMedia.wav));
                it.cachePoint().text("What is on it?");
              });
          if (provider.equals("gemini")) {
            ask.user("And here?", new AudioPart(Media.url("https://example.com/call.mp3")));
          }
        };
    assertEquals(SEEN, ask(provider, everything));
    GoldenMedia.check(
        provider, Stream.generate(() -> server.takeRequest().getBodyText()).limit(2).toList());
  }

  @Test
  void filesAreGivenAsPathsAndAsFiles() throws Exception {
    var image = Files.write(folder.resolve("chart.png"), GoldenMedia.png);
    var base64 = Base64.getEncoder().encodeToString(GoldenMedia.png);
    server.enqueue(GoldenMedia.says("openai", GoldenMedia.RIGHT));
    ask(
        "openai",
        ask -> {
          ask.user(it -> it.image(image).image(image.toFile()));
          ask.user("And here?", new ImagePart(Media.of(image, "image/png")));
        });
    var body = server.takeRequest().getBodyText();
    assertEquals(4, body.split("data:image/png;base64," + base64, -1).length);
  }

  @Test
  void aFileThatIsNotThereFailsBeforeAnythingIsSent() {
    var missing = folder.resolve("none.png");
    var failure =
        assertThrows(
            InvalidRequestException.class,
            () -> ask("anthropic", ask -> ask.user(it -> it.image(missing))));
    assertTrue(failure.getMessage().contains("none.png is not there"), failure.getMessage());
    assertEquals(0, server.getRequestCount());
  }

  @Test
  void limitsAreTheCallers() {
    var limits = new MediaLimits.Builder().maxFileBytes(10L).build();
    var failure =
        assertThrows(
            InvalidRequestException.class,
            () ->
                ask(
                    "gemini",
                    ask ->
                        ask.user("?", new ImagePart(Media.of(GoldenMedia.png)))
                            .mediaLimits(limits)));
    assertTrue(failure.getMessage().contains("has 16 bytes"), failure.getMessage());
  }

  @Test
  void whatACacheGaveAndTookIsCounted() throws Exception {
    server.enqueue(AnthropicReply.builder().text(GoldenMedia.RIGHT).cacheUsage(700, 30).build());
    try (var client = client("anthropic")) {
      var sluice = SluiceClient.on(client, it -> it.model("model-1").maxTokens(500));
      var extraction =
          get(
              sluice.extractDetailed(
                  Picture.class, ask -> ask.user("A long text").cachePoint().user("What is it?")));
      assertEquals(700, extraction.getUsage().getCachedInputTokens());
      assertEquals(30, extraction.getUsage().getCacheWriteTokens());
    }
  }
}
