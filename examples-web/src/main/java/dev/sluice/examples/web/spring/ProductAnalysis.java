package dev.sluice.examples.web.spring;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A product, as a text describes it. */
record ProductAnalysis(
    @JsonPropertyDescription("Step by step, before any verdict") String reasoning,
    String productName,
    @Size(max = 5) List<String> strengths,
    @Size(max = 5) List<String> weaknesses,
    @JsonPropertyDescription("Each aspect that the text speaks of, once, the surest first")
        @Size(max = 5)
        List<Topic> topics,
    String verdict,
    @DecimalMin("0") @DecimalMax("10") @Nullable Double score) {

  /** Something that a text is about, and how surely. */
  record Topic(Aspect label, @DecimalMin("0") @DecimalMax("1") double confidence) {}

  enum Aspect {
    @JsonProperty("sound")
    SOUND,
    @JsonProperty("battery")
    BATTERY,
    @JsonProperty("app")
    APP,
    @JsonProperty("price")
    PRICE,
    @JsonProperty("handling")
    HANDLING,
    @JsonProperty("support")
    SUPPORT
  }
}
