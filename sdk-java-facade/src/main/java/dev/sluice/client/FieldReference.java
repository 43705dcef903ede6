package dev.sluice.client;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The method that a {@link Field} refers to.
 *
 * <p>A serializable method reference can tell it: serialization asks it for its {@link
 * SerializedLambda}. It is asked through a stream and not by reflection, which works across modules
 * that are not open.
 *
 * @param owner the internal name of the class that the source names
 * @param returned what the method returns, without type arguments
 */
record FieldReference(String owner, String name, Class<?> returned) {
  /** Each place in the source that holds a method reference has a class of its own. */
  private static final ClassValue<AtomicReference<@Nullable FieldReference>> KNOWN =
      new ClassValue<>() {
        @Override
        protected AtomicReference<@Nullable FieldReference> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  /**
   * What {@code field} refers to.
   *
   * @throws IllegalArgumentException when it is no method reference
   */
  static FieldReference of(Field<?, ?> field) {
    AtomicReference<@Nullable FieldReference> known = KNOWN.get(field.getClass());
    FieldReference reference = known.get();
    if (reference == null) {
      reference = read(field);
      known.set(reference);
    }
    return reference;
  }

  private static FieldReference read(Field<?, ?> field) {
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
    MethodType type =
        MethodType.fromMethodDescriptorString(
            lambda.getImplMethodSignature(), field.getClass().getClassLoader());
    return new FieldReference(
        lambda.getImplClass(), lambda.getImplMethodName(), type.wrap().returnType());
  }

  /** Whether it can return what a property of the class {@code property} holds. */
  boolean reads(Class<?> property) {
    return isMaybe()
        || returned.isAssignableFrom(MethodType.methodType(property).wrap().returnType());
  }

  /** {@code value} as the method would return it: in an {@code Optional} if it returns one. */
  @Nullable Object asReturned(@Nullable Object value, boolean isComplete) {
    boolean isWrapped = !isMaybe() || value instanceof Optional;
    if (isWrapped) return returned.cast(value);
    return value == null && !isComplete ? null : Optional.ofNullable(value);
  }

  /** A getter may say by an {@code Optional} what its field says by null. */
  private boolean isMaybe() {
    return returned == Optional.class;
  }

  @Override
  public String toString() {
    return owner.substring(owner.lastIndexOf('/') + 1).replace('$', '.') + "::" + name;
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
        // It captures something that cannot be serialized, so it is no plain reference.
        return null;
      }
    }

    @Override
    protected @Nullable Object replaceObject(Object object) {
      if (object instanceof SerializedLambda lambda && found == null) found = lambda;
      return null;
    }
  }
}
