package org.postern.boot;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postern.auth.AliasFile;
import org.postern.auth.DirectoryException;
import org.postern.auth.DomainFile;
import org.postern.auth.Forwarding;
import org.postern.auth.MailAddress;
import org.postern.auth.User;
import org.postern.auth.UserFile;
import org.postern.config.Settings;

/** What an operator should know about the files of users, domains and aliases, which a server starts with all the same. */
public final class DirectoryNotes {
    private final Settings settings;
    private final UserFile users;
    private final DomainFile domains;
    private final AliasFile aliases;

    /** With files of its own; reads nothing yet. */
    public DirectoryNotes(Settings settings, Clock clock) {
        this(
                settings,
                new UserFile(settings.auth().file(), settings.defaultDomain(), clock, Core::check),
                new DomainFile(settings.domainFile(), clock, Core::check),
                new AliasFile(settings.delivery().aliases(), settings.defaultDomain(), clock));
    }

    /** About files that are in use. */
    DirectoryNotes(Settings settings, UserFile users, DomainFile domains, AliasFile aliases) {
        this.settings = settings;
        this.users = users;
        this.domains = domains;
        this.aliases = aliases;
    }

    /** A sentence for each, with file and line where there is one; who checks may not be allowed to read the files. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        try {
            sentences.addAll(users.problems());
            sentences.addAll(domains.problems());
            sentences.addAll(aliases.problems());
            sentences.addAll(new Overallocation(users, domains, settings.quota().storage()).sentences());
            unforwarded().ifPresent(sentences::add);
        } catch (DirectoryException | IOException e) {
            sentences.add("users, domains and aliases are not checked: " + e.getMessage());
        }
        return sentences;
    }

    private Optional<String> unforwarded() throws DirectoryException, IOException {
        if (settings.bounce().smarthost().isPresent()) {
            return Optional.empty();
        }
        DirectoryUsers directory = new DirectoryUsers(users, domains, aliases, settings.defaultDomain());
        for (User user : users.all()) {
            for (String target : user.forwarding().map(Forwarding::targets).orElse(List.of())) {
                if (!directory.isLocal(MailAddress.parse(target).domain())) {
                    return Optional.of(deferred(user.address() + " has mail forwarded to " + target));
                }
            }
        }
        for (String domain : aliases.targetDomains()) {
            if (!directory.isLocal(domain)) {
                return Optional.of(deferred("an alias names somebody at " + domain));
            }
        }
        return Optional.empty();
    }

    private static String deferred(String why) {
        return "no bounce.smarthost is set, but " + why + ": such mail is answered with 451 until there is one";
    }
}
