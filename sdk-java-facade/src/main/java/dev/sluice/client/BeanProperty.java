package dev.sluice.client;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;

/**
 * One property that Jackson fills.
 *
 * @param name the name it travels under
 * @param javaName the name of its record component or field
 * @param annotations what stands on any of its members: component, field, getter, setter, parameter
 * @param types its type as each of its members writes it, for the annotations in it
 * @param accessors the names of the methods that read it
 * @param own what the property takes, if it says so itself and its type does not
 * @param reader what reads the property alone, if that is not what reads its type
 */
record BeanProperty(
    String name,
    String javaName,
    JavaType type,
    List<Annotation> annotations,
    List<AnnotatedType> types,
    @Nullable String description,
    @Nullable String defaultValue,
    boolean optional,
    Set<String> accessors,
    @Nullable Shape own,
    @Nullable ValueDeserializer<?> reader) {}
