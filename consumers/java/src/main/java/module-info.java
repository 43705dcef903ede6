/** Open, since Jackson reads the records, and method references tell the names of their fields. */
open module example.orders {
  requires dev.sluice.client;
  requires dev.sluice.core;
  requires dev.sluice.testing;
  // The way to the network: a module has of the JDK what is required by name.
  requires java.net.http;
}
