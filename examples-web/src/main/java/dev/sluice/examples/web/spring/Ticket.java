package dev.sluice.examples.web.spring;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;

/** A customer's message, sorted. */
record Ticket(
    @JsonPropertyDescription("In one sentence") String summary,
    Category category,
    Priority priority,
    @DecimalMin("0") @DecimalMax("1") double confidence) {

  enum Category {
    BILLING,
    TECHNICAL,
    ACCOUNT,
    OTHER
  }

  enum Priority {
    LOW,
    NORMAL,
    HIGH,
    URGENT
  }
}
