package dev.sluice.client;

import dev.sluice.model.ChatModel;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function1;
import kotlinx.coroutines.flow.Flow;
import kotlinx.serialization.json.JsonObject;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.type.TypeFactory;

/**
 * Walks the core's clients by reflection and looks for what Java has in their place: for a
 * suspending function a {@link CompletableFuture}, for a {@link Flow} a {@link SluiceStream}, of
 * the same name, with the same parameters and the same result, behind the same accessors.
 */
final class Counterparts {
  /** What a parameter or a result is in Java, where it is not the same. */
  private static final Map<Class<?>, Class<?>> IN_JAVA =
      Map.of(
          Function1.class, Consumer.class,
          dev.sluice.extraction.Ask.class, Consumer.class,
          JsonObject.class, JsonNode.class);

  /** Where a serializable type is given by a type argument, Java gives its class. */
  private static final Class<?> TYPED = dev.sluice.Sluice.class;

  private static final String PARTIAL = dev.sluice.extraction.Partial.class.getName();

  private final Map<String, String> otherNames;
  private final Set<String> missing = new LinkedHashSet<>();
  private final Map<String, Set<Class<?>>> streams = new LinkedHashMap<>();

  Counterparts(Map<String, String> otherNames) {
    this.otherNames = otherNames;
  }

  /** What has no counterpart, each with its place. */
  Set<String> missing() {
    return missing;
  }

  /** Looks in {@code facade} for all that {@code core} offers, and below its accessors. */
  Counterparts walk(Class<?> core, Class<?> facade, String path) {
    for (Method method : functionsOf(core)) {
      String at = path + "." + method.getName();
      if (isCall(method)) find(method, facade, at);
      else if (isAccessor(method)) below(method, facade, path);
    }
    return this;
  }

  private void below(Method accessor, Class<?> facade, String path) {
    String name = property(accessor);
    Method found = method(facade, name);
    if (found == null) missing.add(path + "." + name + "()");
    else walk(accessor.getReturnType(), found.getReturnType(), path + "." + name);
  }

  private void find(Method core, Class<?> facade, String at) {
    Class<?>[] parameters = parametersInJava(core);
    Method found = method(facade, core.getName(), parameters);
    String wanted = result(core);
    if (found == null || !result(found).startsWith(wanted)) {
      missing.add(at + describe(parameters) + ": " + wanted);
    } else if (core.getReturnType() == Flow.class && !core.isSynthetic()) {
      streams.computeIfAbsent(wanted, it -> new LinkedHashSet<>()).add(found.getReturnType());
    }
  }

  /** Looks for what {@code extension}, a function over a flow, is on the streams found before. */
  void extension(Method extension) {
    String at = extension.getDeclaringClass().getName() + "." + extension.getName();
    if (extension.getParameterTypes()[0] != Flow.class) {
      missing.add(at);
      return;
    }
    String element = "stream" + argument(extension.getGenericParameterTypes()[0], Flow.class);
    String name = otherNames.getOrDefault(extension.getName(), extension.getName());
    Set<Class<?>> over = streams.getOrDefault(element, Set.of());
    if (over.isEmpty()) missing.add(at + " over any " + element);
    for (Class<?> stream : over) {
      Method found = method(stream, name);
      // The result of a stream's own is a type variable, which its subtypes name.
      if (found == null || !kind(found).equals(kind(extension))) {
        missing.add(at + " as " + stream.getSimpleName() + "." + name + "()");
      }
    }
  }

  static boolean isCall(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    return method.getReturnType() == Flow.class
        || parameters.length > 0 && parameters[parameters.length - 1] == Continuation.class;
  }

  /**
   * The public functions of {@code core}; internal ones have a dollar in their names. Those of the
   * port {@link ChatModel} are left out: they are extraction's, which Java has in SluiceClient, and
   * {@code chatModel()} hands the port itself out.
   */
  static List<Method> functionsOf(Class<?> core) {
    return Stream.of(core.getMethods())
        .filter(it -> !it.isBridge() && !Modifier.isStatic(it.getModifiers()))
        .filter(it -> !it.getName().contains("$") && it.getDeclaringClass() != Object.class)
        .filter(it -> method(ChatModel.class, it.getName(), it.getParameterTypes()) == null)
        .toList();
  }

  /** A property's getter whose type has calls, of its own or below its own accessors. */
  private static boolean isAccessor(Method method) {
    Class<?> type = method.getReturnType();
    return method.getName().matches("get[A-Z].*")
        && method.getParameterCount() == 0
        && type.getName().startsWith("dev.sluice.")
        && !type.isInterface()
        && functionsOf(type).stream().anyMatch(it -> isCall(it) || isAccessor(it));
  }

  static String property(Method getter) {
    String name = getter.getName().substring("get".length());
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static Class<?>[] parametersInJava(Method core) {
    List<Class<?>> parameters = new ArrayList<>();
    if (core.getDeclaringClass() == TYPED && core.getParameterTypes()[0] == Function1.class) {
      parameters.add(Class.class);
    }
    for (Class<?> it : core.getParameterTypes()) {
      if (it != Continuation.class) parameters.add(IN_JAVA.getOrDefault(it, it));
    }
    return parameters.toArray(Class<?>[]::new);
  }

  private static String kind(Method method) {
    return result(method).replaceAll(" of .*", "");
  }

  /** Functions with a block, which Java does not see, say nothing of their results' types. */
  private static String result(Method method) {
    Type type = method.getGenericReturnType();
    Class<?> raw = method.getReturnType();
    if (raw == Flow.class) return "stream" + argument(type, raw);
    if (raw == CompletableFuture.class) return "future" + argument(type, raw);
    if (SluiceStream.class.isAssignableFrom(raw))
      return "stream" + argument(type, SluiceStream.class);
    if (!isCall(method)) return "neither";
    Type[] parameters = method.getGenericParameterTypes();
    if (!(parameters[parameters.length - 1] instanceof ParameterizedType continuation))
      return "future";
    var result = (WildcardType) continuation.getActualTypeArguments()[0];
    return "future of " + typeOf(result.getLowerBounds()[0]).toCanonical();
  }

  private static String argument(Type type, Class<?> of) {
    JavaType[] arguments = typeOf(type).findTypeParameters(of);
    if (arguments.length == 0) return "";
    String result = arguments[0].toCanonical();
    return " of " + result.replace(PARTIAL, Partial.class.getName());
  }

  private static JavaType typeOf(Type type) {
    return TypeFactory.createDefaultInstance().constructType(type);
  }

  static @Nullable Method method(Class<?> in, String name, Class<?>... parameters) {
    try {
      return in.getMethod(name, parameters);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private static String describe(Class<?>[] parameters) {
    return "("
        + String.join(", ", Arrays.stream(parameters).map(Class::getSimpleName).toList())
        + ")";
  }
}
