package org.antiphon.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.antiphon.problem.Unavailable;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/// The HTTP server: Tomcat under Spring MVC, on one address. Nothing is scanned for: every
/// controller, advice and filter is an object that the root has made.
///
/// Starting throws [Unavailable] (`PORT_IN_USE`) where the port is taken. [#close] stops accepting,
/// lets running requests end within 30 s, then returns.
public final class WebServer implements AutoCloseable {
  private final ServletWebServerApplicationContext context;

  private WebServer(ServletWebServerApplicationContext context) {
    this.context = context;
  }

  /// What Spring itself brings (MVC, JSON, OpenAPI, metrics); all else is registered as objects.
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Mvc {}

  /// Starts to serve.
  ///
  /// @param host the address to listen at, `127.0.0.1` unless told otherwise
  /// @param port 0 takes a free one
  /// @param parts controllers, advices and filters, each of a class of its own
  public static WebServer start(String host, int port, List<Object> parts) {
    var application = new SpringApplication(Mvc.class);
    application.setDefaultProperties(properties(host, port));
    application.setRegisterShutdownHook(false);
    application.addInitializers(context -> {
      var beans = (GenericApplicationContext) context;
      for (Object part : parts) register(beans, part);
    });
    try {
      return new WebServer((ServletWebServerApplicationContext) application.run());
    } catch (PortInUseException e) {
      throw new Unavailable(
          "PORT_IN_USE",
          host + ":" + port,
          "cannot use port " + port + ": address in use",
          "choose another with --port, or --port 0 for any",
          e);
    }
  }

  private static <T> void register(GenericApplicationContext beans, T part) {
    @SuppressWarnings("unchecked") // getClass of a T is a Class of T or of its subclass
    var type = (Class<T>) part.getClass();
    var definition = new RootBeanDefinition(type, () -> part);
    beans.registerBeanDefinition(type.getName(), definition);
  }

  private static Map<String, Object> properties(String host, int port) {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("server.address", host);
    properties.put("server.port", Integer.toString(port));
    return properties;
  }

  /// The port that is really listened at.
  public int port() {
    return Objects.requireNonNull(context.getWebServer(), "server is running").getPort();
  }

  @Override
  public void close() {
    context.close();
  }
}
