package dev.sluice.client;

import java.io.Serializable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A property of {@code T}, named by the method that reads it: {@code ProductAnalysis::verdict}, a
 * record's accessor or a getter.
 *
 * <p>Only a method reference will do. A lambda names nothing, and is refused with an {@code
 * IllegalArgumentException} where it is used.
 *
 * @param <T> the type that has the property
 * @param <V> the property's type
 */
@FunctionalInterface
public interface Field<T, V extends @Nullable Object> extends Function<T, V>, Serializable {}
