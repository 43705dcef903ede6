package dev.sluice.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Anthropic;
import dev.sluice.Gemini;
import dev.sluice.OpenAI;
import dev.sluice.Sluice;
import dev.sluice.openai.ChatCompletions;
import dev.sluice.transport.Timeouts;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever Kotlin can call, Java can call. */
class ParityTest {
  private static final Map<Class<?>, Class<?>> CLIENTS = new LinkedHashMap<>();

  static {
    CLIENTS.put(OpenAI.class, OpenAIClient.class);
    CLIENTS.put(Anthropic.class, AnthropicClient.class);
    CLIENTS.put(Gemini.class, GeminiClient.class);
  }

  /** One word for all providers, because in Java it is one type of stream for all of them. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "toCompletion", "accumulate",
          "toMessage", "accumulate",
          "toResponse", "accumulate");

  /** What Java has in another form, and the reason. */
  private static final Map<String, String> OTHER_FORM =
      Map.of(
          "timeouts", "each time limit is an option of its own, a Duration",
          "invoke", "Kotlin's constructor with options; Java has builder()",
          "newBuilder", "what Java's withOptions is made of");

  @Test
  void everyCallHasItsCounterpart() throws Exception {
    var counterparts = new Counterparts(OTHER_NAMES);
    CLIENTS.forEach((core, facade) -> counterparts.walk(core, facade, core.getSimpleName()));
    counterparts.walk(Sluice.class, SluiceClient.class, "Sluice");
    topLevelCalls().filter(it -> !isOfPartials(it)).forEach(counterparts::extension);
    assertEquals(Set.of(), counterparts.missing());
  }

  /** What a flow of partials can do, a {@link PartialStream} does by itself. */
  private static boolean isOfPartials(Method extension) {
    return extension.getDeclaringClass().getName().equals("dev.sluice.extraction.Completions")
        && Stream.of(PartialStream.class.getMethods())
            .anyMatch(it -> it.getName().equals(extension.getName()));
  }

  @Test
  void whatIsMissingIsNamed() {
    var accessors = new Counterparts(OTHER_NAMES).walk(OpenAI.class, GeminiClient.class, "it");
    assertTrue(accessors.missing().contains("it.chat()"), accessors.missing()::toString);
    var calls =
        new Counterparts(OTHER_NAMES).walk(ChatCompletions.class, OpenAIEmbeddings.class, "it");
    String create = "it.create(ChatCompletionRequest): future of dev.sluice.openai.ChatCompletion";
    assertTrue(calls.missing().contains(create), calls.missing()::toString);
    assertTrue(
        calls.missing().stream().anyMatch(it -> it.startsWith("it.stream(Consumer)")),
        calls.missing()::toString);
  }

  @Test
  void theExtensionsAreFound() throws Exception {
    Set<String> names = topLevelCalls().map(Method::getName).collect(Collectors.toSet());
    assertEquals(
        Set.of(
            "toCompletion",
            "toMessage",
            "toResponse",
            "textDeltas",
            "toolCallDeltas",
            "onComplete"),
        names);
  }

  @Test
  void everyOptionAndEveryWayToMakeAClient() throws Exception {
    Set<String> missing = new TreeSet<>();
    for (var pair : CLIENTS.entrySet()) {
      Class<?> core = pair.getKey();
      Class<?> facade = pair.getValue();
      Class<?> builder = Class.forName(core.getName() + "$Builder");
      Class<?> facadesBuilder = Class.forName(facade.getName() + "$Builder");
      missing.addAll(absent(chained(builder), chained(facadesBuilder), facadesBuilder));
      Set<String> own =
          Stream.concat(
                  Counterparts.functionsOf(core).stream(),
                  Counterparts.functionsOf(Class.forName(core.getName() + "$Companion")).stream())
              .filter(it -> !it.getName().startsWith("get"))
              .map(Method::getName)
              .collect(Collectors.toSet());
      missing.addAll(absent(own, names(facade), facade));
    }
    Set<String> limits =
        chained(Timeouts.Builder.class).stream()
            .map(it -> it.replace("Millis", "Timeout"))
            .collect(Collectors.toSet());
    missing.addAll(absent(limits, chained(OpenAIClient.Builder.class), Timeouts.class));
    assertEquals(Set.of(), missing);
  }

  private static Set<String> absent(Set<String> core, Set<String> facade, Class<?> where) {
    return core.stream()
        .filter(it -> !facade.contains(it) && !OTHER_FORM.containsKey(it))
        .map(it -> where.getName() + "." + it)
        .collect(Collectors.toSet());
  }

  private static Set<String> names(Class<?> type) {
    return Stream.of(type.getMethods()).map(Method::getName).collect(Collectors.toSet());
  }

  private static Set<String> chained(Class<?> builder) {
    return Stream.of(builder.getMethods())
        .filter(it -> !it.isSynthetic() && !Modifier.isStatic(it.getModifiers()))
        .filter(it -> it.getReturnType().isAssignableFrom(builder))
        .filter(it -> it.getReturnType() != Object.class && !it.getName().contains("$"))
        .map(Method::getName)
        .collect(Collectors.toSet());
  }

  /** Calls that belong to no class; the dump of the API tells which of a file's are public. */
  private static Stream<Method> topLevelCalls() throws Exception {
    List<Method> calls = new ArrayList<>();
    for (var file : topLevelFunctions().entrySet()) {
      for (Method method : Class.forName(file.getKey()).getMethods()) {
        if (!Modifier.isStatic(method.getModifiers())) continue;
        if (file.getValue().contains(method.getName()) && Counterparts.isCall(method)) {
          calls.add(method);
        }
      }
    }
    return calls.stream();
  }

  private static Map<String, Set<String>> topLevelFunctions() throws IOException {
    Map<String, Set<String>> files = new LinkedHashMap<>();
    String type = "";
    for (String line : Files.readAllLines(Path.of("../sdk-core/api/sdk-core.api"))) {
      if (line.startsWith("public")) {
        type = line.replaceAll("^.*(?:class|interface) (\\S+) .*$", "$1").replace('/', '.');
      }
      if (line.matches("\tpublic static final (synthetic )?fun .*")) {
        String name = line.replaceAll("^.* fun (\\S+) .*$", "$1");
        files.computeIfAbsent(type, it -> new HashSet<>()).add(name);
      }
    }
    return files;
  }
}
