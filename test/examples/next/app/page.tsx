import { createApi } from "../src/api";
import { server } from "../src/server";

export const dynamic = "force-dynamic";

/** The client calls the server in the same process: no request leaves it. */
const api = createApi({ baseUrl: "http://localhost/api", fetch: async (request) => server.fetch(request) });

export default async function Page() {
  const pets = await api.listPets();
  if (!pets.ok) return <p role="alert">{pets.error.message}</p>;
  return (
    <ul>
      {pets.data.map((pet) => (
        <li key={pet.id}>{pet.name}</li>
      ))}
    </ul>
  );
}
