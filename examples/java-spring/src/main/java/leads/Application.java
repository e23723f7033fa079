// SPDX-License-Identifier: Apache-2.0
package leads;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import stagegraph.Ruleset;

/** One ruleset for all threads. Spring closes it when the application stops. */
@SpringBootApplication
public class Application {
  public static void main(String[] args) {
    SpringApplication.run(Application.class, args);
  }

  @Bean(destroyMethod = "close")
  Ruleset rules(@Value("${leads.rules}") Path path) {
    return Ruleset.load(path);
  }
}
