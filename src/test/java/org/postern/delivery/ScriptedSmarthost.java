package org.postern.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.postern.delivery.BounceSettings.Smarthost;

/** An SMTP server that answers each verb as it is told, else that all is well, and remembers what it heard. */
final class ScriptedSmarthost implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final Map<String, String> answers = new ConcurrentHashMap<>(Map.of(
            "EHLO", "250-smart.example\r\n250-8BITMIME\r\n250 SMTPUTF8", "DATA", "354 go on", ".", "250 2.0.0 taken"));
    private final List<String> heard = new CopyOnWriteArrayList<>();

    ScriptedSmarthost() throws IOException {
        Thread thread = new Thread(this::serve, "smarthost");
        thread.setDaemon(true);
        thread.start();
    }

    Smarthost address() {
        return new Smarthost("127.0.0.1", listener.getLocalPort());
    }

    /** An answer that never comes. */
    static final String SILENCE = "(silence)";

    /** How a verb is answered from now on, without the last line end; an empty answer ends the connection. */
    void answer(String verb, String reply) {
        answers.put(verb, reply);
    }

    /** The commands that begin so. */
    List<String> heard(String beginning) {
        return heard.stream().filter(line -> line.startsWith(beginning)).toList();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                talk(client);
            } catch (IOException e) {
                // A client that left, or the end of the test: the loop knows.
            }
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        say(client, "220 smart.example");
        boolean body = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (!body || line.equals(".")) {
                heard.add(line);
                String reply = answers.getOrDefault(line.split(" ", 2)[0], "250 2.0.0 ok");
                if (reply.isEmpty()) {
                    return;
                }
                if (!reply.equals(SILENCE)) {
                    say(client, reply);
                }
                body = reply.startsWith("354");
            }
        }
    }

    private static void say(Socket client, String reply) throws IOException {
        client.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
