package org.postern.config;

import java.util.Locale;

/**
 * Where to connect to.
 *
 * @param host a name, or an address literal (IPv6 without its brackets)
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {
    /** Of a smarthost that is named without one (RFC 5321 4.5.4.2). */
    public static final int SMTP_PORT = 25;

    /**
     * Reads {@code host}, {@code host:port}, {@code [v6]} or {@code [v6]:port}.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static HostPort parse(String text) {
        int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
        int colon = text.indexOf(':', bracket + 1);
        String host = colon < 0 ? text : text.substring(0, colon);
        int port = colon < 0 ? SMTP_PORT : (int) KeyTypes.number(text.substring(colon + 1), 1, 65535);
        if (bracket > 0) {
            if (host.length() != bracket + 1) {
                throw new IllegalArgumentException("not a host: '" + text + "'");
            }
            String inner = host.substring(1, bracket);
            return new HostPort(KeyTypes.ipAddress(inner).getHostAddress(), port);
        }
        if (!KeyTypes.isDomain(host.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("not a host: '" + text + "'");
        }
        return new HostPort(host, port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
    }
}
