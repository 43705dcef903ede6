package dev.sluice.client;

import dev.sluice.schema.NumberBounds;
import dev.sluice.schema.UnsupportedTypeException;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.ConvertGroup;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Jakarta's constraints on one place say in the words of JSON Schema. All of them hold, so the
 * narrowest limit counts. What JSON Schema has no word for is left to the validator.
 */
final class JakartaConstraints {
  private static final Set<Class<? extends Annotation>> NUMBERS =
      Set.of(Positive.class, PositiveOrZero.class, Negative.class, NegativeOrZero.class);
  private static final Set<Class<? extends Annotation>> NUMBERS_OR_TEXT =
      Set.of(Min.class, Max.class, DecimalMin.class, DecimalMax.class);
  private static final Set<Class<? extends Annotation>> TEXT =
      Set.of(Email.class, NotBlank.class, Pattern.class);
  private static final Set<Class<? extends Annotation>> SIZES = Set.of(Size.class, NotEmpty.class);

  private final List<Annotation> said;
  private final String path;

  JakartaConstraints(
      Collection<Annotation> said, String path, ValidationGroups groups, @Nullable Class<?> owner) {
    refuseConversions(said, path, groups, owner);
    this.said =
        said.stream()
            .flatMap(JakartaConstraints::repeated)
            .distinct()
            .filter(it -> counts(it, groups, owner))
            .toList();
    this.path = path;
  }

  /** The schema of a type is one, whatever leads to it. */
  private static void refuseConversions(
      Collection<Annotation> said, String path, ValidationGroups groups, @Nullable Class<?> owner) {
    said.stream()
        .flatMap(JakartaConstraints::conversions)
        .filter(it -> groups.include(new Class<?>[] {it.from()}, owner))
        .findFirst()
        .ifPresent(
            it -> {
              throw new UnsupportedTypeException(
                  path,
                  "@ConvertGroup to "
                      + it.to().getSimpleName()
                      + " is not followed: the schema would tell the model other constraints than"
                      + " the validator checks. Leave it out, or read the whole type for one group:"
                      + " groups("
                      + it.to().getSimpleName()
                      + ".class)");
            });
  }

  private static Stream<ConvertGroup> conversions(Annotation annotation) {
    if (annotation instanceof ConvertGroup one) return Stream.of(one);
    return annotation instanceof ConvertGroup.List several
        ? Arrays.stream(several.value())
        : Stream.empty();
  }

  NumberBounds bounds() {
    refuse(TEXT, "a number");
    refuse(SIZES, "a number");
    List<BigDecimal> from = new ArrayList<>();
    List<BigDecimal> to = new ArrayList<>();
    List<BigDecimal> above = new ArrayList<>();
    List<BigDecimal> below = new ArrayList<>();
    for (Annotation it : said) {
      if (it instanceof Min min) from.add(BigDecimal.valueOf(min.value()));
      if (it instanceof Max max) to.add(BigDecimal.valueOf(max.value()));
      if (it instanceof DecimalMin min) (min.inclusive() ? from : above).add(decimal(min.value()));
      if (it instanceof DecimalMax max) (max.inclusive() ? to : below).add(decimal(max.value()));
      if (it instanceof Positive) above.add(BigDecimal.ZERO);
      if (it instanceof PositiveOrZero) from.add(BigDecimal.ZERO);
      if (it instanceof Negative) below.add(BigDecimal.ZERO);
      if (it instanceof NegativeOrZero) to.add(BigDecimal.ZERO);
    }
    boolean none = Stream.of(from, to, above, below).allMatch(List::isEmpty);
    return none
        ? NumberBounds.NONE
        : new NumberBounds(highest(from), lowest(to), highest(above), lowest(below), null);
  }

  /** Sizes of a string, a list or a map; {@code what} it is, for an error. */
  Sizes sizes(String what) {
    refuse(NUMBERS, what);
    int least = 0;
    int most = Integer.MAX_VALUE;
    for (Annotation it : said) {
      if (it instanceof Size size) {
        least = Math.max(least, size.min());
        most = Math.min(most, size.max());
      }
      if (it instanceof NotEmpty || it instanceof NotBlank) least = Math.max(least, 1);
    }
    if (least > most) {
      throw new UnsupportedTypeException(path, "no value has min " + least + " and max " + most);
    }
    return new Sizes(least == 0 ? null : least, most == Integer.MAX_VALUE ? null : most);
  }

  /** Sizes of something that is not text. */
  Sizes elements(String what) {
    refuse(TEXT, what);
    refuse(NUMBERS_OR_TEXT, what);
    return sizes(what);
  }

  /** A pattern for the whole string, as Jakarta means it; the first one if there are several. */
  @Nullable String pattern() {
    for (Annotation it : said) {
      if (it instanceof Pattern pattern && pattern.flags().length == 0)
        return whole(pattern.regexp());
    }
    return said.stream().anyMatch(NotBlank.class::isInstance) ? "\\S" : null;
  }

  @Nullable String format() {
    return said.stream().anyMatch(Email.class::isInstance) ? "email" : null;
  }

  /** Refuses every constraint: none of them is about {@code what}. */
  void none(String what) {
    refuse(SIZES, what);
    refuse(NUMBERS, what);
    elements(what);
  }

  /** The smallest and the largest size, where there is one. */
  record Sizes(@Nullable Integer least, @Nullable Integer most) {}

  private void refuse(Set<Class<? extends Annotation>> constraints, String what) {
    for (Annotation it : said) {
      if (constraints.contains(it.annotationType())) {
        throw new UnsupportedTypeException(
            path, "@" + it.annotationType().getSimpleName() + " says nothing about " + what);
      }
    }
  }

  private BigDecimal decimal(String value) {
    try {
      return new BigDecimal(value);
    } catch (NumberFormatException e) {
      throw new UnsupportedTypeException(path, "\"" + value + "\" is no number");
    }
  }

  private static String whole(String regexp) {
    boolean isTied = regexp.startsWith("^") && regexp.endsWith("$") && !regexp.contains("|");
    return isTied ? regexp : "^(?:" + regexp + ")$";
  }

  private static @Nullable BigDecimal highest(List<BigDecimal> limits) {
    return limits.stream().max(BigDecimal::compareTo).orElse(null);
  }

  private static @Nullable BigDecimal lowest(List<BigDecimal> limits) {
    return limits.stream().min(BigDecimal::compareTo).orElse(null);
  }

  /** {@code @Size.List} and its like hold several of one kind. */
  private static Stream<Annotation> repeated(Annotation annotation) {
    Class<?> type = annotation.annotationType();
    boolean isList =
        type.getSimpleName().equals("List")
            && type.getName().startsWith("jakarta.validation.constraints.");
    if (!isList) return Stream.of(annotation);
    Object values = value(annotation, "value");
    return Arrays.stream((Annotation[]) values);
  }

  /** Whether it is a constraint, and belongs to the groups that are checked. */
  private static boolean counts(
      Annotation annotation, ValidationGroups groups, @Nullable Class<?> owner) {
    if (!annotation.annotationType().getName().startsWith("jakarta.validation.constraints.")) {
      return false;
    }
    return groups.include((Class<?>[]) value(annotation, "groups"), owner);
  }

  private static Object value(Annotation annotation, String name) {
    try {
      return annotation.annotationType().getMethod(name).invoke(annotation);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a constraint of Jakarta Validation has no " + name, e);
    }
  }
}
