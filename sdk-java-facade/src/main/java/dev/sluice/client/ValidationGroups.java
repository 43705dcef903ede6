package dev.sluice.client;

import jakarta.validation.GroupSequence;
import jakarta.validation.groups.Default;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The groups of Jakarta Validation that values are checked for. A constraint counts if it belongs
 * to one of them, to a group that one of them extends, or to a part of a sequence among them.
 *
 * @param asked the groups; {@code Default} if there are none
 */
record ValidationGroups(List<Class<?>> asked) {
  static final ValidationGroups STANDARD = new ValidationGroups(List.of());

  /** As a validator takes them. */
  Class<?>[] toArray() {
    return asked.toArray(Class<?>[]::new);
  }

  /**
   * Whether a constraint of {@code groups} counts.
   *
   * @param owner the class whose property it stands on, which may say of what its own default group
   *     consists
   */
  boolean include(Class<?>[] groups, @Nullable Class<?> owner) {
    Set<Class<?>> holding = new HashSet<>();
    List<Class<?>> wanted = asked.isEmpty() ? List.of(Default.class) : asked;
    wanted.forEach(it -> collect(it, owner, holding));
    List<Class<?>> belonging = groups.length == 0 ? List.of(Default.class) : Arrays.asList(groups);
    return belonging.stream().anyMatch(holding::contains);
  }

  private static void collect(Class<?> group, @Nullable Class<?> owner, Set<Class<?>> into) {
    GroupSequence sequence =
        group == Default.class
            ? owner == null ? null : owner.getAnnotation(GroupSequence.class)
            : group.getAnnotation(GroupSequence.class);
    if (sequence == null) {
      if (!into.add(group)) return;
      for (Class<?> inherited : group.getInterfaces()) collect(inherited, owner, into);
      return;
    }
    // A sequence has no constraints of its own; it stands among them so that a circle of sequences
    // ends.
    if (group != Default.class && !into.add(group)) return;
    for (Class<?> part : sequence.value()) {
      // In the sequence of a class the class stands for its own default constraints.
      if (part == owner || part == Default.class) into.add(Default.class);
      else collect(part, owner, into);
    }
  }
}
