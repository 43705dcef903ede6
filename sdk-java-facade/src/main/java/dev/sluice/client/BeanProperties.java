package dev.sluice.client;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.BeanPropertyDefinition;

/**
 * Lists what Jackson fills in one class, in declaration order: a record's components, a class's
 * fields with its superclass's before them, then what has neither. {@code @JsonPropertyOrder} comes
 * before all, because it says so.
 */
final class BeanProperties {
  private final DeserializationContext context;
  private final OwnReaders own;
  private final String path;
  private final Class<?> raw;
  private final Map<String, BeanPropertyDefinition> definitions = new HashMap<>();

  private BeanProperties(
      DeserializationContext context, JavaType type, OwnReaders own, String path) {
    this.context = context;
    this.own = own;
    this.path = path;
    this.raw = type.getRawClass();
    for (var definition : context.introspectBeanDescription(type).findProperties()) {
      definitions.put(definition.getName(), definition);
    }
  }

  static List<BeanProperty> read(
      DeserializationContext context,
      BeanDeserializerBase reader,
      JavaType type,
      OwnReaders own,
      String path) {
    var properties = new BeanProperties(context, type, own, path);
    List<BeanProperty> found = new ArrayList<>();
    reader
        .properties()
        .forEachRemaining(
            it -> {
              if (properties.isAskedFor(it)) found.add(properties.property(it));
            });
    found.sort(properties.order(context.introspectClassAnnotations(type)));
    return List.copyOf(found);
  }

  /** What the parent sets in its children comes from the parent, and not out of an answer. */
  private boolean isAskedFor(SettableBeanProperty filled) {
    BeanPropertyDefinition definition = definitions.get(filled.getName());
    var reference = definition == null ? null : definition.findReferenceType();
    return !filled.isInjectionOnly()
        && !filled.isIgnorable()
        && (reference == null || !reference.isBackReference());
  }

  /** What a type says of itself to the model. */
  static @Nullable String description(DeserializationContext context, AnnotatedClass type) {
    String said =
        context.getAnnotationIntrospector().findClassDescription(context.getConfig(), type);
    return said == null || said.isBlank() ? null : said.strip();
  }

  private BeanProperty property(SettableBeanProperty filled) {
    BeanPropertyDefinition definition = definitions.get(filled.getName());
    String javaName = definition == null ? filled.getName() : definition.getInternalName();
    List<AnnotatedMember> members = members(filled, definition);
    Set<Annotation> annotations = new LinkedHashSet<>();
    members.forEach(it -> it.annotations().forEach(annotations::add));
    List<AnnotatedType> types = new ArrayList<>();
    members.forEach(it -> written(it).forEach(types::add));
    component(javaName)
        .ifPresent(
            it -> {
              annotations.addAll(Arrays.asList(it.getAnnotations()));
              types.add(it.getAnnotatedType());
            });
    Shape itsOwn = own.shape(filled, path + "." + filled.getName());
    String description = filled.getMetadata().getDescription();
    String defaultValue = filled.getMetadata().getDefaultValue();
    return new BeanProperty(
        filled.getName(),
        javaName,
        filled.getType(),
        List.copyOf(annotations),
        List.copyOf(types),
        description == null || description.isBlank() ? null : description.strip(),
        defaultValue == null || defaultValue.isEmpty() ? null : defaultValue,
        Boolean.FALSE.equals(filled.getMetadata().getRequired()),
        accessors(javaName, definition),
        itsOwn,
        OwnReaders.reader(filled, itsOwn));
  }

  private static List<AnnotatedMember> members(
      SettableBeanProperty filled, @Nullable BeanPropertyDefinition definition) {
    Stream<AnnotatedMember> all =
        definition == null
            ? Stream.of(filled.getMember())
            : Stream.of(filled.getMember(), definition.getField(), definition.getGetter());
    return all.filter(Objects::nonNull).distinct().toList();
  }

  private static Stream<AnnotatedType> written(AnnotatedMember member) {
    if (member instanceof AnnotatedField field) {
      return Stream.of(field.getAnnotated().getAnnotatedType());
    }
    if (member instanceof AnnotatedMethod method) {
      Method reflected = method.getAnnotated();
      return Stream.of(
          reflected.getParameterCount() == 0
              ? reflected.getAnnotatedReturnType()
              : reflected.getAnnotatedParameterTypes()[reflected.getParameterCount() - 1]);
    }
    if (member instanceof AnnotatedParameter parameter) {
      AnnotatedType[] types =
          ((Executable) parameter.getOwner().getMember()).getAnnotatedParameterTypes();
      // Compilers leave the outer instance out of this list or not; without certainty, nothing.
      return types.length == parameter.getOwner().getParameterCount()
          ? Stream.of(types[parameter.getIndex()])
          : Stream.empty();
    }
    return Stream.empty();
  }

  /** A canonical constructor that is written out does not repeat what its components say. */
  private java.util.Optional<RecordComponent> component(String javaName) {
    return raw.isRecord()
        ? Stream.of(raw.getRecordComponents())
            .filter(it -> it.getName().equals(javaName))
            .findFirst()
        : java.util.Optional.empty();
  }

  private Set<String> accessors(String javaName, @Nullable BeanPropertyDefinition definition) {
    if (raw.isRecord()) return Set.of(javaName);
    Set<String> names = new LinkedHashSet<>();
    if (definition != null && definition.getGetter() != null) {
      names.add(definition.getGetter().getName());
    }
    names.add(javaName);
    if (!javaName.isEmpty()) {
      String capitalized =
          javaName.substring(0, 1).toUpperCase(Locale.ROOT) + javaName.substring(1);
      names.add("get" + capitalized);
      names.add("is" + capitalized);
    }
    return names;
  }

  private Comparator<BeanProperty> order(AnnotatedClass annotated) {
    String[] said =
        context
            .getAnnotationIntrospector()
            .findSerializationPropertyOrder(context.getConfig(), annotated);
    List<String> first = said == null ? List.of() : Arrays.asList(said);
    List<String> declared = new ArrayList<>();
    declaredNames(raw, declared);
    return Comparator.<BeanProperty>comparingInt(
            it -> Math.min(position(first, it.name()), position(first, it.javaName())))
        .thenComparingInt(it -> position(declared, it.javaName()));
  }

  private static int position(List<String> names, String name) {
    int index = names.indexOf(name);
    return index < 0 ? Integer.MAX_VALUE : index;
  }

  private static void declaredNames(@Nullable Class<?> type, List<String> into) {
    if (type == null || type == Object.class) return;
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) into.add(component.getName());
      return;
    }
    declaredNames(type.getSuperclass(), into);
    for (Field field : type.getDeclaredFields()) into.add(field.getName());
  }
}
