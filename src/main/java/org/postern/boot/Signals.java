package org.postern.boot;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.slf4j.LoggerFactory;

/**
 * Signals of the operating system. The only class for them, sun.misc.Signal, is supported but makes every compilation
 * warn; so it is reached by name here, and nothing else is in this program.
 */
final class Signals {
    private Signals() {}

    /**
     * From now on runs {@code action}, on a thread of the JVM's, when the signal comes; nothing else happens then.
     *
     * @param name without "SIG"
     */
    static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            MethodHandle run = MethodHandles.lookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(action);
            Object proxy =
                    MethodHandleProxies.asInterfaceInstance(handler, MethodHandles.dropArguments(run, 0, signal));
            Object instance = signal.getConstructor(String.class).newInstance(name);
            Object before = signal.getMethod("handle", signal, handler).invoke(null, instance, proxy);
            LoggerFactory.getLogger(Signals.class).debug("SIG{} was handled by {}", name, before);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            LoggerFactory.getLogger(Signals.class).warn("SIG{} keeps the JVM's meaning", name, e);
        }
    }
}
