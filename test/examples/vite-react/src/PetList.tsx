import { useEffect, useState } from "react";
import { createApi, type Pet } from "./api/index.js";

const api = createApi({ baseUrl: "/api", auth: { token: "secret" } });

/** Lists the pets, and adds one. */
export function PetList() {
  const [pets, setPets] = useState<readonly Pet[]>([]);
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    const controller = new AbortController();
    async function load() {
      try {
        const result = await api.listPets({ query: { limit: 10 } }, { signal: controller.signal });
        if (result.ok) setPets(result.data);
        else setProblem(result.error.message);
      } catch (error) {
        if (!controller.signal.aborted) setProblem(String(error));
      }
    }
    void load();
    return () => controller.abort();
  }, []);

  async function add() {
    const result = await api.createPet({ body: { name: "Bello" } });
    if (result.status === 201) setPets((known) => [...known, result.data]);
    else setProblem(result.status === 401 ? result.error.title : result.error.message);
  }

  return (
    <main>
      {problem !== undefined && <p role="alert">{problem}</p>}
      <ul>
        {pets.map((pet, index) => (
          <li key={index}>{pet.name}</li>
        ))}
      </ul>
      <button onClick={add}>Add</button>
    </main>
  );
}
