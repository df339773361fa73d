package org.postern.boot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Locale;
import org.postern.config.Settings;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Brings log.level and log.format to logback, whose configuration file asks for them as system properties. */
public final class LogSettings {
    private static final String LEVEL = "postern.log.level";
    private static final String FORMAT = "postern.log.format";

    private LogSettings() {}

    /** To be called before anything is logged, or the format is what it is. */
    public static void first(Settings.Log log) {
        System.setProperty(LEVEL, log.level().name());
        System.setProperty(FORMAT, log.format().name().toLowerCase(Locale.ROOT));
        takeOver();
    }

    /** For commands that end soon: only what is wrong, and no events but those of the command itself. */
    public static void forCommands() {
        System.setProperty(LEVEL, Settings.LogLevel.WARN.name());
    }

    /** What libraries tell java.util.logging goes the way of the rest. */
    private static void takeOver() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** Another level for a running server; the format stays. */
    static void again(Settings.Log log) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(Level.toLevel(log.level().name()));
        }
    }
}
