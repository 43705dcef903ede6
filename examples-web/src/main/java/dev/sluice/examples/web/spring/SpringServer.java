package dev.sluice.examples.web.spring;

import dev.sluice.examples.web.page.Demo;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Serves the page and its service with Spring Boot WebFlux, on port 8080 unless {@code -Dport} says
 * another. The clients are beans of Sluice's starter; Spring closes them when it stops.
 */
@SpringBootApplication
public class SpringServer {
  public static void main(String[] arguments) {
    application(Demo.connect()).run(arguments);
  }

  /** The application; an operator's own properties go before what {@code demo} says. */
  static SpringApplication application(Demo demo) {
    var application = new SpringApplication(SpringServer.class);
    Map<String, Object> defaults = new HashMap<>();
    defaults.put("sluice.openai.api-key", demo.getApiKey());
    if (demo.getBaseUrl() != null) defaults.put("sluice.openai.base-url", demo.getBaseUrl());
    defaults.put("sluice.model", demo.getModel());
    application.setDefaultProperties(defaults);
    return application;
  }
}
