package dev.sluice.client;

import dev.sluice.testing.ClassPathSize;
import org.junit.jupiter.api.Test;

/** What an application gets with the facade, the core and all that both bring. */
class ClassPathSizeTest {
  @Test
  void theFacadeAndAllThatItBringsStaySmall() {
    ClassPathSize.INSTANCE.check("sdk-java-facade", 13.0, 7.5);
  }
}
