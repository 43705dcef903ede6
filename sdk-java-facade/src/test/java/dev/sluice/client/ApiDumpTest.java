package dev.sluice.client;

import dev.sluice.testing.ApiDump;
import org.junit.jupiter.api.Test;

/** A change of the public API is a decision: it shows in {@code api/sdk-java-facade.api}. */
class ApiDumpTest {
  @Test
  void thePublicApiIsTheCommittedOne() {
    ApiDump.INSTANCE.check("sdk-java-facade");
  }
}
