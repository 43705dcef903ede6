package dev.sluice.client;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Finds the name on the wire of the property that a {@link Field} reads.
 *
 * <p>A serializable method reference can tell what it refers to: serialization asks it for its
 * {@link SerializedLambda}. It is asked through a stream and not by reflection, which works across
 * modules that are not open.
 */
final class FieldNames {
  /** Each place in the source that holds a method reference has a class of its own. */
  private static final ClassValue<AtomicReference<Method>> METHODS =
      new ClassValue<>() {
        @Override
        protected AtomicReference<Method> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  private FieldNames() {}

  /**
   * The wire name of {@code field} in {@code type}.
   *
   * @throws IllegalArgumentException when it is no method reference, or one to something else
   */
  static String resolve(Field<?, ?> field, TypeNode type, TypeGraph graph, String typeName) {
    Method method = method(field);
    String name = isOn(type.type.getRawClass(), method.owner()) ? find(method, type, graph) : null;
    if (name != null) return name;
    Set<String> known = new LinkedHashSet<>();
    collectNames(type, graph, known);
    throw new IllegalArgumentException(
        method
            + " is no property of "
            + typeName
            + " in its schema; it has: "
            + String.join(", ", known));
  }

  private record Method(String owner, String name) {
    @Override
    public String toString() {
      return owner.substring(owner.lastIndexOf('/') + 1).replace('$', '.') + "::" + name;
    }
  }

  private static Method method(Field<?, ?> field) {
    AtomicReference<Method> known = METHODS.get(field.getClass());
    Method method = known.get();
    if (method == null) {
      method = read(field);
      known.set(method);
    }
    return method;
  }

  private static Method read(Field<?, ?> field) {
    SerializedLambda lambda = Serialized.of(field);
    int kind = lambda == null ? -1 : lambda.getImplMethodKind();
    boolean isMethod =
        kind == MethodHandleInfo.REF_invokeVirtual
            || kind == MethodHandleInfo.REF_invokeInterface
            || kind == MethodHandleInfo.REF_invokeSpecial;
    if (lambda == null || !isMethod || lambda.getCapturedArgCount() != 0) {
      throw new IllegalArgumentException(
          "A field is named by a method reference such as Product::name; a lambda or another"
              + " function names none");
    }
    return new Method(lambda.getImplClass(), lambda.getImplMethodName());
  }

  private static @Nullable String find(Method method, TypeNode type, TypeGraph graph) {
    TypeNode target = graph.resolve(type);
    String own = target.accessors.get(method.name());
    if (own != null) return own;
    for (TypeNode variant : target.variants.values()) {
      String found = find(method, variant, graph);
      if (found != null) return found;
    }
    return null;
  }

  private static void collectNames(TypeNode type, TypeGraph graph, Set<String> into) {
    TypeNode target = graph.resolve(type);
    into.addAll(target.properties.keySet());
    target.variants.values().forEach(it -> collectNames(it, graph, into));
  }

  /** Whether {@code type} is, extends or implements the class of the internal name. */
  private static boolean isOn(@Nullable Class<?> type, String owner) {
    if (type == null) return false;
    if (type.getName().replace('.', '/').equals(owner)) return true;
    for (Class<?> it : type.getInterfaces()) {
      if (isOn(it, owner)) return true;
    }
    return isOn(type.getSuperclass(), owner);
  }

  /** Writes to nowhere, and keeps what a lambda is replaced by on the way. */
  private static final class Serialized extends ObjectOutputStream {
    private @Nullable SerializedLambda found;

    private Serialized() throws IOException {
      super(OutputStream.nullOutputStream());
      enableReplaceObject(true);
    }

    static @Nullable SerializedLambda of(Field<?, ?> field) {
      try (var stream = new Serialized()) {
        stream.writeObject(field);
        return stream.found;
      } catch (IOException e) {
        return null; // It captures something that cannot be serialized, so it is no plain
        // reference.
      }
    }

    @Override
    protected @Nullable Object replaceObject(Object object) {
      if (object instanceof SerializedLambda lambda && found == null) found = lambda;
      return null;
    }
  }
}
