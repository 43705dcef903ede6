package dev.sluice.spring;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/** Holds when the key of a provider is set, and is not blank as of an empty variable. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Conditional(OnApiKey.class)
@interface ConditionalOnApiKey {
  /** The provider, as it stands in the property's name. */
  String value();
}
